declare const content: unique symbol;

/** A personal value as the log and read models keep it (P1): it can be passed on, and nothing else. */
export interface Sealed<T> {
  readonly [content]: T;
}

/** How an event or a state holds its personal values: opened for deciders, sealed in the log and in read models. */
export type Held = 'opened' | 'sealed';

/** A personal value. Folds are generic in `H`: they pass the value on and cannot look into it. */
export type Personal<T, H extends Held> = H extends 'sealed' ? Sealed<T> : T;

/** What a value is once all that is sealed in it, at any depth, is opened. */
export type Opened<T> = T extends Sealed<infer V> ? V : T extends object ? { [M in keyof T]: Opened<T[M]> } : T;

/** A personal value whose data key was destroyed reads as this (P2), whatever its type says. */
export const erased = '[erased]';

export const isErased = (value: unknown): value is typeof erased => value === erased;

/**
 * Turns a personal value into today's shape, whichever version of the code sealed it. It runs when the value is opened:
 * an upcast sees the value sealed and cannot reach into it.
 */
export type Shape<T> = (stored: Stored<T>) => T;

/** What may be null today may have been unknown, and so absent, when the value was sealed. */
type Stored<T> = null extends T ? T | undefined : T;

export const text: Shape<string> = (stored) => stored;

/** A value that may be null: null as well where it is absent. */
export const optional =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (stored: unknown) =>
    stored === undefined || stored === null ? null : shape(stored as Stored<T>);

/** An object of which each member has its shape. What is stored beside the members stays. */
export const record =
  <T extends object>(members: { readonly [M in keyof T]-?: Shape<T[M]> }): Shape<T> =>
  (stored: unknown) => {
    const today = { ...(stored as Record<string, unknown>) };
    const shapes: [string, (member: never) => unknown][] = Object.entries(members);
    for (const [name, shape] of shapes) today[name] = shape(today[name] as never);
    return today as T;
  };

/** An object that holds some of the members. Null stays null. */
export const partial =
  <T extends object>(members: { readonly [M in keyof T]-?: Shape<NonNullable<T[M]>> }): Shape<Partial<T>> =>
  (stored: unknown) => {
    const held = stored as Record<string, unknown>;
    const present = Object.entries(members).filter(([name]) => held[name] !== undefined && held[name] !== null);
    return record(Object.fromEntries(present) as { readonly [name: string]: Shape<unknown> })(held) as Partial<T>;
  };
