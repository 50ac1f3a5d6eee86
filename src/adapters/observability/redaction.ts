/** ID numbers, mobile numbers, bearer tokens, JWTs, and session tokens or tickets (43 characters of base64url). */
const personal = new RegExp(
  [
    String.raw`(?<!\d)\d{17}[\dXx]`,
    String.raw`(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)`,
    String.raw`\bBearer\s+\S+`,
    String.raw`\beyJ[\w-]+\.[\w-]+\.[\w-]+`,
    String.raw`(?<![\w-])[\w-]{43}(?![\w-])`,
  ].join('|'),
  'g',
);
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A text without what looks like personal data (P4). The second line of defence: what is logged is chosen so that
 * nothing personal is in it, but a client may have put an ID number into its correlation id.
 */
export const redact = (text: string): string =>
  uuid.test(text) ? text : text.normalize('NFKC').replace(personal, '[redacted]');

export interface ShownError {
  readonly name: string;
  readonly code?: string;
  readonly at: readonly string[];
  readonly cause?: ShownError;
}

/** An error as class, code and place: a message may quote what a person typed, or a row of the database (P4). */
export const errorOf = (error: unknown): ShownError => {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    ...((typeof code === 'string' || typeof code === 'number') && { code: redact(String(code)) }),
    at: framesOf(error.stack ?? ''),
    ...(error.cause instanceof Error && { cause: errorOf(error.cause) }),
  };
};

/** The places of a stack, without the message before them. */
export const framesOf = (stack: string): string[] =>
  stack.split('\n').flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? []);

/** Values fit for a log line, at any depth: errors by `errorOf`, texts redacted, what is no JSON by its type. */
export const shown = (value: unknown, depth = 0): unknown => {
  if (value instanceof Error) return errorOf(value);
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) return value;
  if (typeof value !== 'object' || depth > 3) return typeof value;
  if (Array.isArray(value)) return value.map((item) => shown(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shown(item, depth + 1)]));
};
