import { isSealed, type SealedValue } from '../core/sealed.js';
import { mask, masked } from './audited.js';

/** A value that differs; `path` is a JSON Pointer, what is absent is null, what is personal is masked. */
export interface Change {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Opens one sealed value; what cannot be opened any more answers undefined. */
export type Open = (sealed: SealedValue) => unknown;

/**
 * What differs between two states. Sealed values are compared by what they hold, down to their members, and shown
 * masked: the same value sealed twice is no change. Where the key is gone, another ciphertext is another value.
 */
export const changesOf = (before: unknown, after: unknown, open: Open): Change[] => [
  ...differences('', { value: before, personal: false }, { value: after, personal: false }, open),
];

interface Side {
  readonly value: unknown;
  readonly personal: boolean;
}

function* differences(path: string, before: Side, after: Side, open: Open): Iterable<Change> {
  if (before.value === after.value) return;
  if (isSealed(before.value) && isSealed(after.value) && before.value.value === after.value.value) return;
  const [left, right] = [opened(before, open), opened(after, open)];
  if (left.value === right.value) return;
  if (isContainer(left.value) && isContainer(right.value) && Array.isArray(left.value) === Array.isArray(right.value)) {
    for (const name of new Set([...Object.keys(left.value), ...Object.keys(right.value)]))
      yield* differences(`${path}/${escaped(name)}`, memberOf(left, name), memberOf(right, name), open);
  } else yield { path, before: shown(left), after: shown(right) };
}

const opened = ({ value, personal }: Side, open: Open): Side => {
  if (!isSealed(value)) return { value: value ?? null, personal };
  return { value: open(value) ?? value.value, personal: true };
};

const isContainer = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null;

const memberOf = ({ value, personal }: Side, name: string): Side => ({
  value: (value as { readonly [name: string]: unknown })[name] ?? null,
  personal,
});

const shown = ({ value, personal }: Side): unknown => {
  if (value === null) return null;
  return personal ? mask : masked(value);
};

/** RFC 6901 §3. */
const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Whether one path is the other, or leads to it. */
export const overlap = (a: string, b: string): boolean =>
  a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`) || a === '' || b === '';
