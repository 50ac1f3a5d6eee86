import { ok, type Result, refused } from './result.js';

/** Whose password it will be: none of these may be part of it. */
export interface PasswordOwner {
  readonly username?: string | null;
  /** E.164 or national. */
  readonly mobile?: string | null;
  readonly idNumber?: string;
}

const kinds = [/\d/, /[A-Za-z]/, /[^\dA-Za-z]/];

const personalParts = ({ username, mobile, idNumber }: PasswordOwner): readonly string[] =>
  [username, mobile?.replace(/^\+86/, ''), idNumber?.slice(-6)].flatMap((part) => part?.toLowerCase() || []);

/**
 * V6, wherever a password is set: `password.length` (8–16), `.characters` (printable ASCII without space), `.kinds` (two
 * of digits, letters, symbols), `.personal` (username, mobile, last six of the ID, whatever the case; one that is common
 * too). Never trimmed, never normalised: it is hashed as it was typed.
 */
export const parsePassword = (
  input: unknown,
  owner: PasswordOwner,
  isCommon: (password: string) => boolean,
): Result<string> => {
  if (input === undefined || input === null) return refused('field.required');
  if (typeof input !== 'string') return refused('field.type');
  if ([...input].length < 8 || [...input].length > 16) return refused('password.length');
  if (!/^[\x21-\x7e]*$/.test(input)) return refused('password.characters');
  if (kinds.filter((kind) => kind.test(input)).length < 2) return refused('password.kinds');
  const isPersonal = personalParts(owner).some((part) => input.toLowerCase().includes(part));
  if (isPersonal || isCommon(input)) return refused('password.personal');
  return ok(input);
};
