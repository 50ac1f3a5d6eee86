import { type Api, answered } from '@realname/client';
import { customer } from './people.js';

interface AuditedEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly data: Readonly<Record<string, unknown>>;
}

const reason = { 'x-audit-reason': 'demonstration of the service' };

/** Tells the story step by step, and what the auditor sees of it in the log. */
export class Report {
  private readonly seen = new Set<string>();
  private steps = 0;

  /** @param idNumber of the person whose streams are shown */
  constructor(
    private readonly auditor: Api,
    private readonly idNumber = customer.idNumber,
  ) {}

  /** Runs one step and prints who acts, the call, the rule and the facts that were appended. */
  async step<T>(who: string, call: string, rules: string, act: () => Promise<T>): Promise<T> {
    const result = await act();
    this.line(`\n${String(++this.steps).padStart(2)}. ${who}: ${call}   [${rules}]`);
    for (const { stream, revision, type } of await this.newFacts())
      this.line(`      + ${type}   ${stream.slice(0, stream.indexOf('-') + 9)}… revision ${revision}`);
    return result;
  }

  line(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  heading(text: string): void {
    this.line(`\n── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}`);
  }

  /** The customer's streams in the order of their first events. */
  async streams(): Promise<readonly { readonly stream: string }[]> {
    const body = { idNumber: this.idNumber };
    const { items } = await answered(this.auditor.POST('/v1/audit/stream-searches', { body, headers: reason }));
    return items as { stream: string }[];
  }

  async events(stream: string, reveal = false): Promise<readonly AuditedEvent[]> {
    const params = { path: { stream }, query: { reveal } };
    const { items } = await answered(
      this.auditor.GET('/v1/audit/streams/{stream}', { params, ...(reveal && { headers: reason }) }),
    );
    return items as unknown as AuditedEvent[];
  }

  /** The archive, as an auditor is given it. */
  async evidence(id: string): Promise<Uint8Array> {
    const { data } = await this.auditor.GET('/v1/audit/change-requests/{id}/evidence', {
      params: { path: { id } },
      headers: reason,
      parseAs: 'arrayBuffer',
    });
    return new Uint8Array(data as unknown as ArrayBuffer);
  }

  private async newFacts(): Promise<readonly AuditedEvent[]> {
    const facts: AuditedEvent[] = [];
    for (const { stream } of await this.streams()) facts.push(...(await this.events(stream)));
    const fresh = facts.filter(({ id }) => !this.seen.has(id));
    for (const { id } of fresh) this.seen.add(id);
    return fresh.sort((a, b) => (a.at < b.at ? -1 : 1));
  }
}
