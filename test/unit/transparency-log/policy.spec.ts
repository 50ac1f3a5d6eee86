import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { makePrivateKey } from '../../../src/application/transparency-log/key-algorithms.js';
import { noteKey, vkeyOf } from '../../../src/application/transparency-log/note.js';
import { NotAPolicy, parsePolicy } from '../../../src/application/transparency-log/policy.js';
import type { Signer } from '../../../src/application/transparency-log/signature-types.js';
import { itWithMlDsa } from '../../support/ml-dsa.js';

const vkey = (name: string, signer: Signer = 'witness'): string =>
  vkeyOf(noteKey(name, generateKeyPairSync('ed25519').publicKey, signer));
const [x1, x2, x3, y1] = ['x1', 'x2', 'x3', 'y1'].map((name) => vkey(`${name}.example`));
const log = vkey('realname.example/log/1/0', 'log');
const two = `
# two of X, and Y
log ${log} https://realname.example/tlog
witness X1 ${x1} https://x1.example/
witness X2 ${x2}
  witness\tX3 ${x3}
group X 2 X1 X2 X3
witness Y1 ${y1}
group both all X Y1
quorum both
`;

describe('a policy of C2SP tlog-policy', () => {
  it('names logs and witnesses, with where they are asked', () => {
    const { logs, witnesses } = parsePolicy(two);
    expect(logs.map((key) => vkeyOf(key))).toEqual([log]);
    expect(witnesses.map(({ name, key, url }) => [name, vkeyOf(key), url])).toEqual([
      ['X1', x1, 'https://x1.example'],
      ['X2', x2, undefined],
      ['X3', x3, undefined],
      ['Y1', y1, undefined],
    ]);
  });

  it.each([
    [[], false],
    [['X1', 'X2', 'X3'], false],
    [['X1', 'Y1'], false],
    [['X1', 'X3', 'Y1'], true],
    [['X1', 'X2', 'X3', 'Y1', 'somebody'], true],
  ])('asks for enough of those it names: %j', (cosigners, met) => {
    expect(parsePolicy(two).isMet(new Set(cosigners))).toBe(met);
  });

  it.each([
    ['quorum none', [], true],
    [`witness W ${x1}\nquorum W`, [], false],
    [`witness W ${x1}\nquorum W`, ['W'], true],
    [`witness W ${x1}\nwitness V ${x2}\ngroup G any W V\nquorum G`, ['V'], true],
  ])('may ask for none, one, or any: %s', (policy, cosigners, met) => {
    expect(parsePolicy(policy).isMet(new Set(cosigners))).toBe(met);
  });

  itWithMlDsa('may name logs and witnesses by keys of ML-DSA-44, each on one line alone', () => {
    const [log6, witness6] = ['realname.example/log/1/0', 'x6.example'].map((name) =>
      vkeyOf(noteKey(name, makePrivateKey('ml-dsa-44'))),
    );
    const { logs, witnesses } = parsePolicy(`log ${log}\nlog ${log6}\nwitness W ${witness6}\nquorum W`);
    expect(logs.map(vkeyOf)).toEqual([log, log6]);
    expect(witnesses.map(({ key }) => vkeyOf(key))).toEqual([witness6]);
    for (const itself of [`log ${log6}\nwitness W ${log6}`, `witness W ${log6}\nlog ${log6}`])
      expect(() => parsePolicy(`${itself}\nquorum none`)).toThrow('line 2: the same key twice');
  });

  it.each([
    ['', 1, 'no quorum'],
    [`witness W ${x1}`, 1, 'no quorum'],
    ['quorum none\nquorum none', 2, 'second'],
    ['quorum W', 1, 'W'],
    [`witness none ${x1}\nquorum none`, 1, 'none'],
    [`witness W ${x1}\nwitness W ${x2}\nquorum W`, 2, 'taken'],
    [`witness W ${x1}\nwitness V ${x1}\nquorum W`, 2, 'same key'],
    [`log ${log}\nlog ${log}\nquorum none`, 2, 'same key'],
    [`witness W ${log}\nquorum W`, 1, 'another kind'],
    [`log ${x1}\nquorum none`, 1, 'another kind'],
    [`witness W ${x1} ftp://x.example\nquorum W`, 1, 'address'],
    [`witness W not-a-key\nquorum W`, 1, 'verifier key'],
    [`witness W ${x1}\ngroup G 2 W\nquorum G`, 2, '1…1'],
    [`witness W ${x1}\ngroup G 0 W\nquorum G`, 2, '1…1'],
    [`witness W ${x1}\ngroup G all W W\nquorum G`, 2, 'already'],
    [`witness W ${x1}\ngroup G all W\ngroup H all W\nquorum H`, 3, 'already'],
    [`group G all W\nwitness W ${x1}\nquorum G`, 1, 'W'],
    [`group G all\nquorum G`, 1, 'group'],
    ['watcher W\nquorum none', 1, 'watcher'],
  ])('is refused with its line: %j', (policy, line, what) => {
    const read = () => parsePolicy(policy);
    expect(read).toThrow(NotAPolicy);
    expect(read).toThrow(`line ${line}: `);
    expect(read).toThrow(what);
  });
});
