import { ok, parseText, type Result, refused } from './result.js';

/**
 * V7: 6 to 20 characters, a letter first, then letters, digits, underscores and what is configured beside them; else
 * `username.shape`.
 */
export const parseUsername = (input: unknown, extraCharacters = ''): Result<string> => {
  const text = parseText(input);
  if ('error' in text) return text;
  const [first = '', ...rest] = text.value;
  const allowed = (character: string) => /^[A-Za-z0-9_]$/.test(character) || extraCharacters.includes(character);
  const shapely = /^[A-Za-z]$/.test(first) && rest.length >= 5 && rest.length <= 19 && rest.every(allowed);
  return shapely ? ok(text.value) : refused('username.shape');
};

/** What is unique of a username: usernames that differ only in case are the same. */
export const foldUsername = (username: string): string => username.toLowerCase();
