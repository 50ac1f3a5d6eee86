import type { ChangeKind } from '../../../demo/changes.js';
import { customer } from '../../../demo/people.js';
import { CertificatesModel } from './certificates.js';
import { QueueModel } from './queue.js';
import { day, isOpen, nextTurn } from './time.js';

export const kinds = ['contactPhone', 'identityValidity', 'otherInformation'] as const;

const other = { ...customer.other, email: null };
/** What each kind's group may hold: the first is what the customer is imported with. In the words of the form. */
export const values: Readonly<Record<ChangeKind, readonly object[]>> = {
  contactPhone: [{ phone: '0755-1234533' }, { phone: '010-61234567' }, { phone: '021-61234567' }],
  identityValidity: [
    { ...customer.validity, longTerm: false },
    { start: '2026-03-18', end: '2099-12-31', longTerm: true },
    { start: '2015-01-01', end: '2090-12-31', longTerm: false },
  ],
  otherInformation: [
    other,
    { ...other, email: 'zhang@example.com', intermediary: null },
    { ...other, postcode: '200120', occupation: '1300' },
  ],
};
export const maskedPhones = ['0755****533', '010****567', '021****567'];

export interface ModelRequest {
  readonly id: string;
  readonly kind: ChangeKind;
  status: 'open' | 'submitted' | 'applied' | 'rejected' | 'cancelled' | 'expired';
  /** Index of the value on file, and how often the group had changed by then. */
  current: number;
  basis: number;
  readonly expiresAt: number;
  photos: boolean;
  proposed: number | null;
  signed: boolean;
  consented: boolean;
}

/** How long an open request lives. */
const lifetime = 30 * day;

/** What the rules say of one customer's requests and account (F15, F19, F21, F22), in a few lines. */
export class Model {
  readonly queue = new QueueModel();
  readonly certificates = new CertificatesModel();
  readonly requests: ModelRequest[] = [];
  readonly onFile: Record<ChangeKind, number> = { contactPhone: 0, identityValidity: 0, otherInformation: 0 };
  /** Changes that were applied, oldest first: what the company's feed must give. */
  readonly applied: { readonly id: string; readonly kind: ChangeKind }[] = [];
  /** How often each group changed, its import included. */
  readonly versions: Record<ChangeKind, number> = { contactPhone: 1, identityValidity: 1, otherInformation: 1 };

  constructor(
    readonly approval: 'automatic' | 'review',
    public now: number,
  ) {}

  newest(kind: ChangeKind): ModelRequest | undefined {
    return this.requests.findLast((request) => request.kind === kind);
  }

  open(id: string, kind: ChangeKind): void {
    const form = { photos: false, proposed: null, signed: false, consented: false };
    const group = { current: this.onFile[kind], basis: this.versions[kind] };
    this.requests.push({ id, kind, status: 'open', expiresAt: this.now + lifetime, ...group, ...form });
  }

  isStale({ kind, basis }: ModelRequest): boolean {
    return this.versions[kind] !== basis;
  }

  /** Why a form is refused, if it is. */
  formRefusal(request: ModelRequest, value: number): string | undefined {
    if (request.status !== 'open') return '409 change-request.closed';
    if (!request.photos) return request.kind === 'identityValidity' ? '422 photo.fresh-required' : '422 photo.missing';
    if (this.isStale(request)) return '409 change-request.stale';
    return value === this.onFile[request.kind] ? '422 change-request.no-change' : undefined;
  }

  propose(request: ModelRequest, value: number): void {
    if (request.proposed === value) return;
    request.proposed = value;
    this.voidSignatures(request);
  }

  voidSignatures(request: ModelRequest): void {
    request.signed = false;
    request.consented = false;
  }

  submissionRefusal(request: ModelRequest): string | undefined {
    if (!isOpen(this.now)) return '422 service.closed';
    if (request.status !== 'open') return '409 change-request.closed';
    if (!request.photos || request.proposed === null) return '422 change-request.step-not-reached';
    if (this.isStale(request)) return '409 change-request.stale';
    if (!request.signed) return '422 agreement.not-signed';
    return request.consented ? undefined : '422 agreement.not-consented';
  }

  reviewRefusal(request: ModelRequest, decision: 'approval' | 'rejection'): string | undefined {
    const { status } = request;
    if (status === 'open' || status === 'cancelled' || status === 'expired') return '404 change-request.not-found';
    const repeated = decision === 'approval' ? 'applied' : 'rejected';
    if (status !== 'submitted') return status === repeated ? undefined : '409 change-request.closed';
    return decision === 'approval' && this.isStale(request) ? '409 change-request.stale' : undefined;
  }

  apply(request: ModelRequest): void {
    if (request.status === 'applied') return;
    request.status = 'applied';
    this.set(request.kind, request.proposed!);
    this.applied.push({ id: request.id, kind: request.kind });
  }

  /** Whether a refresh is taken: of an open request, or of a submitted one that is stale and whose time is not over. */
  refreshes(request: ModelRequest): boolean {
    const back = request.status === 'submitted' && this.now < request.expiresAt;
    return request.status === 'open' || (back && this.isStale(request));
  }

  refresh(request: ModelRequest): void {
    if (!this.isStale(request)) return;
    const group = { current: this.onFile[request.kind], basis: this.versions[request.kind] };
    Object.assign(request, { status: 'open', proposed: null, ...group });
    this.voidSignatures(request);
  }

  /** An import older than every applied change, or newer: the kinds whose groups stand (F22). */
  import(said: Readonly<Record<ChangeKind, number>>, old: boolean): ChangeKind[] {
    const differing = kinds.filter((kind) => said[kind] !== this.onFile[kind]);
    const kept = differing.filter((kind) => old && this.applied.some((change) => change.kind === kind));
    for (const kind of differing) if (!kept.includes(kind)) this.set(kind, said[kind]);
    return kept;
  }

  /** What time alone brings about (F5, F19, F26, F28). */
  passTo(now: number): void {
    this.now = now;
    for (const request of this.requests)
      if (request.status === 'open' && now >= request.expiresAt) request.status = 'expired';
    this.queue.passTo(now);
  }

  /** Instants at which an answer becomes another: no step may lie across one. */
  turns(): readonly number[] {
    const ends = this.requests.filter(({ status }) => status === 'open').map(({ expiresAt }) => expiresAt);
    return [...ends, ...this.queue.turns(), ...this.certificates.turns(), nextTurn(this.now)];
  }

  stepOf({ status, photos, proposed, signed, consented }: ModelRequest): string {
    if (status !== 'open') return 'done';
    if (!photos) return 'photos';
    if (proposed === null) return 'form';
    if (!signed) return this.certificates.usable(this.now) ? 'agreements' : 'certificate';
    return consented ? 'submission' : 'agreements';
  }

  private set(kind: ChangeKind, value: number): void {
    this.onFile[kind] = value;
    this.versions[kind]++;
  }
}
