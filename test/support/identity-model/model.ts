import { day, dayOf, hour, minute, quotaEnd } from '../model/time.js';

export const persons = [0, 1, 2] as const;
export const mobiles = [0, 1, 2, 3] as const;
/** Two of them differ by case alone (V7). */
export const usernames = ['Ouyang_01', 'OUYANG_01', 'Ouyang_02'] as const;
export const passwords = ['Abcd-5678', 'Other-1234', 'Third+4321'] as const;

export interface ModelSession {
  readonly token: string;
  readonly until: number;
  idleUntil: number;
  confirmedAt: number;
}

export interface Account {
  readonly userId: string;
  status: 'active' | 'inactive';
  mobile: number | null;
  username: string | null;
  level: number;
  password: number;
  participates: boolean;
  hasSignedIn: boolean;
  sessions: ModelSession[];
  /** Wrong passwords that count towards the lock. */
  refusals: number[];
  lockedUntil: number;
  facesRefused: number[];
  /** How many facts of a type its stream must have. */
  readonly facts: Record<string, number>;
}

export type CodePurpose = 'registration' | 'activation' | 'mobileChange';

export interface ModelCode {
  readonly purpose: CodePurpose;
  readonly mobile: number;
  readonly owner: string;
  readonly code: string;
  readonly sentAt: number;
  uses: number;
  spent: boolean;
}

const idle = 15 * minute;
const absolute = 12 * hour;
const confirmation = 10 * minute;
const codeLifetime = 5 * minute;
const lock = 30 * minute;
/** Of five tries, repeats of the same call included. */
const usesOfACode = 2;

/** What the rules say of a few persons' accounts (R1–R17, V4, V7), in a few lines. */
export class IdentityModel {
  readonly accounts = new Map<number, Account>();
  readonly dead: string[] = [];
  readonly codes: ModelCode[] = [];
  readonly sends = new Map<number, number[]>();
  /** Where a first step of an activation has led. */
  readonly activations = new Map<
    number,
    { readonly ticket: string; readonly mobile: number; readonly until: number }
  >();

  constructor(public now: number) {}

  /** Whoever holds a mobile, but one. */
  holder(mobile: number): Account | undefined {
    return [...this.accounts.values()].find((account) => account.mobile === mobile);
  }

  isUsernameTaken(username: string, by: Account): boolean {
    const folded = username.toLowerCase();
    return [...this.accounts.values()].some((other) => other !== by && other.username?.toLowerCase() === folded);
  }

  codeRefusal(purpose: CodePurpose, mobile: number, owner?: Account): string | undefined {
    const holder = this.holder(mobile);
    if (holder && holder === owner) return '422 mobile.unchanged';
    const mayBeOwn = purpose === 'activation' && holder?.status === 'inactive';
    if (holder && !mayBeOwn) return '409 identity.mobile-in-use';
    return this.quotaEnd(mobile) ? '429 sms.quota-exceeded' : undefined;
  }

  /** A mobile that somebody may register with now. */
  freeMobile(): number | undefined {
    return mobiles.find((mobile) => this.codeRefusal('registration', mobile) === undefined);
  }

  quotaEnd(mobile: number) {
    return quotaEnd(this.sends.get(mobile) ?? [], this.now);
  }

  sent(purpose: CodePurpose, mobile: number, owner: string, code: string): ModelCode {
    this.sends.set(mobile, [...(this.sends.get(mobile) ?? []), this.now]);
    const sent = { purpose, mobile, owner, code, sentAt: this.now, uses: 0, spent: false };
    this.codes.push(sent);
    return sent;
  }

  /** A code at hand that is still good. */
  goodCode(purpose: CodePurpose, mobile: number, owner: string): ModelCode | undefined {
    const last = this.codes.findLast((code) => isFor(code, purpose, mobile, owner));
    const good = last && !last.spent && last.uses < usesOfACode && this.now < last.sentAt + codeLifetime;
    return good ? last : undefined;
  }

  /** A spent code that no newer one has replaced, to a number that is free again (V4.1). */
  spentCode(): ModelCode | undefined {
    return this.codes.findLast(
      (code) =>
        code.spent &&
        code.purpose !== 'activation' &&
        !this.holder(code.mobile) &&
        code === this.codes.findLast((other) => isFor(other, code.purpose, code.mobile, code.owner)),
    );
  }

  register(person: number, userId: string, mobile: number, password: number): void {
    const account = { ...blank(userId), status: 'active' as const, mobile, level: 3, password };
    account.facts.IdentityUserRegistered = 1;
    this.accounts.set(person, account);
  }

  import(person: number, userId: string, mobile: number | null, level: number): void {
    const account = this.accounts.get(person) ?? blank(userId);
    if (account.status === 'active') return;
    account.mobile = mobile ?? account.mobile;
    account.level = Math.max(account.level, level);
    this.accounts.set(person, account);
  }

  activate(account: Account, mobile: number, username: string, password: number): void {
    Object.assign(account, { status: 'active', mobile, username, password });
    this.renewGuard(account);
    note(account, 'IdentityUserActivated');
  }

  isLocked({ lockedUntil }: Account): boolean {
    return this.now < lockedUntil;
  }

  /** A wrong password where one is listened to (R8). */
  refuse(account: Account): void {
    account.refusals = [...account.refusals.filter((at) => at > this.now - day), this.now];
    note(account, 'PasswordRefused');
    if (account.refusals.length < 5) return;
    Object.assign(account, { refusals: [], lockedUntil: this.now + lock });
    note(account, 'PasswordLocked');
  }

  facesExhausted({ facesRefused }: Account): boolean {
    return facesRefused.filter((at) => dayOf(at) === dayOf(this.now)).length >= 5;
  }

  face(account: Account, matched: boolean): void {
    note(account, matched ? 'FaceVerified' : 'FaceRefused');
    if (!matched) account.facesRefused.push(this.now);
  }

  signIn(account: Account, token: string, method: 'password' | 'face'): void {
    if (method === 'password') account.refusals = [];
    account.hasSignedIn = true;
    note(account, 'SignedIn');
    const { now } = this;
    account.sessions.push({ token, until: now + absolute, idleUntil: now + idle, confirmedAt: now });
  }

  changePassword(account: Account, password: number, except?: ModelSession): void {
    account.password = password;
    this.renewGuard(account);
    note(account, 'PasswordChanged');
    this.end(account, (session) => session !== except);
  }

  isConfirmed({ confirmedAt }: ModelSession): boolean {
    return this.now < confirmedAt + confirmation;
  }

  raise(account: Account): void {
    if (account.level === 4) return;
    account.level = 4;
    note(account, 'RealNameUpgraded');
  }

  cancel(person: number): void {
    this.end(this.accounts.get(person)!, () => true);
    this.accounts.delete(person);
  }

  touch(session: ModelSession): void {
    session.idleUntil = this.now + idle;
  }

  /** Sessions that end answer to nothing any more. */
  end(account: Account, which: (session: ModelSession) => boolean): void {
    this.dead.push(...account.sessions.filter(which).map(({ token }) => token));
    account.sessions = account.sessions.filter((session) => !which(session));
  }

  passTo(now: number): void {
    this.now = now;
    for (const account of this.accounts.values())
      this.end(account, ({ until, idleUntil }) => now >= Math.min(until, idleUntil));
  }

  /** Instants at which an answer becomes another. */
  turns(): readonly number[] {
    const ofAccounts = [...this.accounts.values()].flatMap(({ sessions, lockedUntil, refusals }) => [
      ...sessions.flatMap(({ until, confirmedAt }) => [until, confirmedAt + confirmation]),
      ...refusals.map((at) => at + day),
      lockedUntil,
    ]);
    const ofMobiles = [...this.sends.values()].flat().flatMap((at) => [at + minute, at + hour]);
    const ofCodes = this.codes.map(({ sentAt }) => sentAt + codeLifetime);
    const ofActivations = [...this.activations.values()].map(({ until }) => until);
    return [...ofAccounts, ...ofMobiles, ...ofCodes, ...ofActivations, (dayOf(this.now) + 1) * day - 8 * hour];
  }

  private renewGuard(account: Account): void {
    Object.assign(account, { refusals: [], lockedUntil: 0 });
  }
}

export const note = ({ facts }: Account, type: string): void => {
  facts[type] = (facts[type] ?? 0) + 1;
};

const isFor = (code: ModelCode, purpose: CodePurpose, mobile: number, owner: string): boolean =>
  code.purpose === purpose && code.mobile === mobile && code.owner === owner;

const blank = (userId: string): Account => ({
  userId,
  status: 'inactive',
  mobile: null,
  username: null,
  level: 1,
  password: 0,
  participates: false,
  hasSignedIn: false,
  sessions: [],
  refusals: [],
  lockedUntil: 0,
  facesRefused: [],
  facts: {},
});
