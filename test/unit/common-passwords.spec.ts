import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadCommonPasswords } from '../../src/adapters/configuration/identity/load-common-passwords.js';
import { parsePassword } from '../../src/domain/shared/password.js';

const shipped = 'identity/common-passwords.txt';
const folder = mkdtempSync(join(tmpdir(), 'realname-common-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (text: string): string => {
  const path = join(folder, 'list.txt');
  writeFileSync(path, text);
  return path;
};

describe('the list of common passwords (V6)', () => {
  it('V6 the one that is shipped refuses what many choose, whatever the case, and nothing else', () => {
    const common = loadCommonPasswords(shipped);
    for (const password of ['password1', 'PassWord1', 'qwerty123', '1QAZ2wsx', 'P@ssw0rd', 'abc12345'])
      expect([password, parsePassword(password, {}, common.has)]).toEqual([password, { error: 'password.personal' }]);
    for (const password of ['Abcd-5678', 'xpassword1', 'Sm4rt-Pass'])
      expect([password, parsePassword(password, {}, common.has)]).toEqual([password, { value: password }]);
  });

  it('V6 says where it is from, and holds at least 3000 of V6’s form, each once', () => {
    const lines = readFileSync(shipped, 'utf8').trimEnd().split('\n');
    const header = lines.filter((line) => line.startsWith('#') && !/^#\S/.test(line));
    const passwords = lines.slice(header.length);
    for (const said of [
      '@zxcvbn-ts/language-common@',
      'published 20',
      'sha512-',
      'MIT License',
      'make-common-passwords',
    ])
      expect(header.join('\n')).toContain(said);
    expect(header.join('\n')).toContain(`# ${passwords.length} of those`);
    expect(passwords.length).toBeGreaterThan(3000);
    expect(passwords).toEqual([...new Set(passwords.map((each) => each.toLowerCase()))].sort());
    const impossible = passwords.filter((each) => 'error' in parsePassword(each, {}, () => false));
    expect(impossible).toEqual([]);
  });

  it('may be one’s own: comments and empty lines are none, `#` may begin a password', () => {
    const common = loadCommonPasswords(written('# our list\r\n#\r\n\r\nSummer2026\r\n#hello123\r\n'));
    expect(['summer2026', 'SUMMER2026', '#hello123', '', '# our list', '#'].map(common.has)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('one that names none, or is not there, keeps the service from starting', () => {
    expect(() => loadCommonPasswords(written('# nothing\n'))).toThrow('list.txt names no common password (V6)');
    expect(() => loadCommonPasswords(join(folder, 'nowhere.txt'))).toThrow('ENOENT');
  });
});
