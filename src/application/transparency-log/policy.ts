import { areSame } from './key-algorithms.js';
import { NotANote } from './not-a-note.js';
import { type NoteKey, parseVkey } from './note.js';
import { type Signer, signatureTypes } from './signature-types.js';

/** Somebody outside who looks that the log only grows. */
export interface Witness {
  /** Of the policy file alone. */
  readonly name: string;
  readonly key: NoteKey;
  /** Where `add-checkpoint` is asked (C2SP tlog-witness), without the slash at its end. */
  readonly url: string | undefined;
}

/** Whose signatures make a checkpoint one to be relied on (C2SP tlog-policy). */
export interface Policy {
  /** Logs that are accepted; none: any that is known otherwise. */
  readonly logs: readonly NoteKey[];
  readonly witnesses: readonly Witness[];
  /** @param cosigners names of witnesses that have cosigned */
  isMet(cosigners: ReadonlySet<string>): boolean;
}

/** It is no policy file; the message names the line. */
export class NotAPolicy extends Error {
  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`);
    this.name = 'NotAPolicy';
  }
}

type Rule = Policy['isMet'];

/** Reads a file of C2SP tlog-policy. @throws NotAPolicy */
export const parsePolicy = (text: string): Policy => {
  const reading = new Reading();
  for (const [at, line] of text.split('\n').entries()) reading.add(line, at + 1);
  return reading.end();
};

class Reading {
  private readonly logs: NoteKey[] = [];
  private readonly witnesses: Witness[] = [];
  private readonly rules = new Map<string, Rule>();
  private readonly members = new Set<string>();
  private quorum: Rule | undefined;
  private at = 0;
  private readonly kinds = new Map<string, (items: readonly string[]) => void>([
    ['log', (items) => this.addLog(items)],
    ['witness', (items) => this.addWitness(items)],
    ['group', (items) => this.addGroup(items)],
    ['quorum', (items) => this.addQuorum(items)],
  ]);

  add(line: string, at: number): void {
    this.at = at;
    const [kind, ...items] = line.split(/[ \t]+/).filter((item) => item !== '');
    if (kind === undefined || kind.startsWith('#')) return;
    const read = this.kinds.get(kind) ?? this.refuse(`${kind} is none of ${[...this.kinds.keys()].join(', ')}`);
    read(items);
  }

  end(): Policy {
    if (!this.quorum) this.refuse('no quorum');
    return { logs: this.logs, witnesses: this.witnesses, isMet: this.quorum };
  }

  private addLog([vkey, _url, ...more]: readonly string[]): void {
    if (vkey === undefined || more.length > 0) this.refuse('log <vkey> [<url>]');
    this.logs.push(this.key(vkey, 'log'));
  }

  private addWitness([name, vkey, url, ...more]: readonly string[]): void {
    if (name === undefined || vkey === undefined || more.length > 0) this.refuse('witness <name> <vkey> [<url>]');
    if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
      this.refuse(`${url} is no http address`);
    const witness = { name, key: this.key(vkey, 'witness'), url: url?.replace(/\/+$/, '') };
    this.define(name, (cosigners) => cosigners.has(name));
    this.witnesses.push(witness);
  }

  private addGroup([name, threshold, ...members]: readonly string[]): void {
    if (name === undefined || members.length === 0) this.refuse('group <name> all|any|<k> <name>…');
    const least = threshold === 'all' ? members.length : threshold === 'any' ? 1 : Number(threshold);
    if (!/^(all|any|[1-9]\d*)$/.test(threshold ?? '') || least > members.length)
      this.refuse(`${threshold} is none of all, any, 1…${members.length}`);
    const rules = members.map((member) => {
      if (this.members.has(member)) this.refuse(`${member} is a member of a group already`);
      this.members.add(member);
      return this.defined(member);
    });
    this.define(name, (cosigners) => rules.filter((rule) => rule(cosigners)).length >= least);
  }

  private addQuorum([name, ...more]: readonly string[]): void {
    if (name === undefined || more.length > 0) this.refuse('quorum <name>');
    if (this.quorum) this.refuse('a second quorum');
    this.quorum = name === 'none' ? () => true : this.defined(name);
  }

  /** No two lines have the same key: a log that was a witness too would cosign its own heads. */
  private key(vkey: string, signer: Signer): NoteKey {
    const key = this.parsed(vkey);
    if (!signatureTypes[key.type].of.includes(signer)) this.refuse(`${vkey} is a key of another kind`);
    const others = [...this.logs, ...this.witnesses.map((witness) => witness.key)];
    if (others.some(({ publicKey }) => areSame(publicKey, key.publicKey))) this.refuse('the same key twice');
    return key;
  }

  private parsed(vkey: string): NoteKey {
    try {
      return parseVkey(vkey);
    } catch (error) {
      return this.refuse(error instanceof NotANote ? `${vkey} is not a verifier key` : (error as Error).message);
    }
  }

  private define(name: string, rule: Rule): void {
    if (name === 'none' || this.rules.has(name)) this.refuse(`${name} is taken`);
    this.rules.set(name, rule);
  }

  private defined(name: string): Rule {
    return this.rules.get(name) ?? this.refuse(`nothing before is named ${name}`);
  }

  private refuse(what: string): never {
    throw new NotAPolicy(this.at, what);
  }
}
