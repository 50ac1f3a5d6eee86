export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a text. @throws Error whose message begins with the variable's name and shows no secret */
export type Parser<T> = (text: string, name: string) => T;

/** A variable of the environment. */
export interface Variable<T> {
  /** What it is for, without the full stop at the end. */
  readonly meaning: string;
  /** What holds when it is not given: the text of a value, or in words what happens then, or nothing. */
  readonly unless: { readonly value: string } | { readonly words: string } | undefined;
  /** Its value is shown to nobody. */
  readonly secret: boolean;
  /** Choices that need it, such as `SMS_GATEWAY=tencent-cloud`. */
  readonly neededBy: readonly string[];
  /** Reads its text; undefined where it is many variables. */
  readonly parse: Parser<T> | undefined;
  /** Adds a line to `problems` for what is wrong; what it returns is then not used. */
  read(env: Environment, name: string, problems: string[]): T;
}

/** What belongs to a variable that has no value unless it is given. */
interface About {
  readonly meaning: string;
  readonly unless?: string;
  readonly secret?: boolean;
  readonly neededBy?: readonly string[];
}

/** A blank value counts as not given. */
export const textOf = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined;

/** A variable with a default value. */
export const variable = <T>(value: string, parse: Parser<T>, meaning: string): Variable<T> => ({
  meaning,
  unless: { value },
  secret: false,
  neededBy: [],
  parse,
  read: (env, name, problems) => parsed(textOf(env, name) ?? value, name, parse, problems)!,
});

/** A variable that is undefined unless it is given. */
export const optional = <T>(parse: Parser<T>, about: About): Variable<T | undefined> => ({
  ...described(about),
  parse,
  read(env, name, problems) {
    const text = textOf(env, name);
    return text === undefined ? undefined : parsed(text, name, parse, problems);
  },
});

/** Many variables whose names begin alike, as one row of the table. */
export const family = <T>(readAll: (env: Environment, problems: string[]) => T, about: About): Variable<T> => ({
  ...described(about),
  parse: undefined,
  read: (env, _name, problems) => readAll(env, problems),
});

const described = ({ meaning, unless, secret = false, neededBy = [] }: About) => ({
  meaning,
  unless: unless === undefined ? undefined : { words: unless },
  secret,
  neededBy,
});

const parsed = <T>(text: string, name: string, parse: Parser<T>, problems: string[]): T | undefined => {
  try {
    return parse(text, name);
  } catch (error) {
    problems.push((error as Error).message);
    return undefined;
  }
};
