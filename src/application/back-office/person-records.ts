import { Injectable } from '@nestjs/common';
import { customerAccount } from '../../domain/customer-account/decider.js';
import { isKnown } from '../../domain/identity-user/state.js';
import type { Instant } from '../../domain/shared/instant.js';
import type { CommandContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { EventCodec } from '../core/event-codec.js';
import { derivedId } from '../core/ids.js';
import { CustomerErasure } from '../futures/account/customer-erasure.js';
import { customerSubject } from '../futures/account/customers.js';
import { UserErasure } from '../identity/erasure.js';
import { IdentityUsers, idNumberKey, userSubject } from '../identity/users.js';
import { DataKeys } from '../ports/data-keys.js';
import { EventStore } from '../ports/event-store.js';
import { ReadModels } from '../ports/read-models.js';
import type { Staff } from '../ports/staff-tokens.js';
import { allRows } from '../read-models/all-rows.js';
import { streams } from '../read-models/streams.js';
import { CustomerScopes } from '../shared/customer-scopes.js';
import { type FoundObject, SealedObjects } from '../shared/sealed-objects.js';
import { type ErasureOutcome, type ErasureSubjects, Erasures } from './erasure.js';

/** A person at one controller, named by their data key: `futures/<company>/<customer>` or `identity/<user>` (P1). */
export interface PersonName {
  readonly subject: string;
  readonly id: string;
  readonly erasure: ErasureSubjects['kind'];
}

/** @returns undefined for what names nobody */
export const personNamed = (subject: string): PersonName | undefined => {
  const [, id] = /^(?:futures\/[^/]+|identity)\/([0-9a-f-]{36})$/.exec(subject) ?? [];
  const erasure = subject.startsWith('futures/') ? 'futuresErasure' : 'identityErasure';
  return id === undefined ? undefined : { subject, id, erasure };
};

export interface KnownPerson {
  readonly subject: string;
  readonly status: string;
}

/** An event that concerns a person, clear. */
export interface PersonalRecord {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly at: Instant;
  /** What kind of actor caused it. */
  readonly by: string;
  readonly data: object;
}

/** What a person may ask of whoever keeps their data (PIPL articles 45 and 47). */
@Injectable()
export class PersonRecords {
  constructor(
    private readonly runner: CommandRunner,
    private readonly store: EventStore,
    private readonly codec: EventCodec,
    private readonly scopes: CustomerScopes,
    private readonly users: IdentityUsers,
    private readonly readModels: ReadModels,
    private readonly objects: SealedObjects,
    private readonly erasures: Erasures,
    private readonly customers: CustomerErasure,
    private readonly userErasure: UserErasure,
    private readonly keys: DataKeys,
  ) {}

  /** Everything that an ID number names, where `staff` may act. */
  async find(idNumber: string, staff: Staff): Promise<readonly KnownPerson[]> {
    const found: KnownPerson[] = [];
    for (const id of (await this.scopes.own(idNumber, staff)).keys()) {
      const { state } = await this.runner.load(customerAccount, id);
      if (state.is !== 'registered') continue;
      const status = state.restriction ? `restricted until ${state.restriction.retainedUntil}` : state.status;
      found.push({ subject: customerSubject(state.companyCode, id), status });
    }
    const user = await this.users.holder(idNumberKey(idNumber));
    if (user && isKnown(user.user)) found.push({ subject: userSubject(user.userId), status: user.user.is });
    return found;
  }

  /** Every event of every stream that concerns the person, as far as the read side has come; oldest first of each stream. */
  async *records({ id }: PersonName): AsyncIterable<PersonalRecord> {
    for await (const { row } of allRows(this.readModels, streams, { subject: id }))
      for await (const event of this.store.read(row.stream)) {
        const { type, data } = await this.codec.decode(event, id);
        const { at, actor } = event.metadata;
        yield { stream: row.stream, revision: Number(event.revision), type, at, by: actor.kind, data };
      }
  }

  /** A photo or document that a record names. */
  object({ subject }: PersonName, id: string): Promise<FoundObject> {
    return this.objects.get(subject, id);
  }

  /** Whether a second operator must confirm an erasure: then it is requested by the API, and confirmed there. */
  takesTwo({ erasure, id }: PersonName): Promise<boolean> {
    return this.erasures.takesTwo({ kind: erasure, subjects: [id] });
  }

  /** Erases a user; restricts a customer until the retention ends, or erases one of whom it has ended (P2). */
  erase({ erasure, id }: PersonName, context: CommandContext): Promise<ErasureOutcome> {
    return this.erasures.perform({ kind: erasure, subjects: [id] }, derivedId(context.commandId, 'erasure'), context);
  }

  /**
   * Erases again who was erased before a restore of an older state. They were told then, and are not told again. The data key
   * goes in any case.
   */
  async eraseAgain(person: PersonName, context: CommandContext): Promise<'erased' | 'unknown here'> {
    const isHere = await (person.erasure === 'futuresErasure'
      ? this.eraseCustomer(person.id, context)
      : this.eraseUser(person.id, context));
    await this.keys.destroy(person.subject);
    return isHere ? 'erased' : 'unknown here';
  }

  private async eraseCustomer(id: string, context: CommandContext): Promise<boolean> {
    const { state } = await this.runner.load(customerAccount, id);
    if (state.is === 'registered') await this.customers.request(id, derivedId(context.commandId, 'erasure'), context);
    return state.is === 'registered' || state.is === 'erased';
  }

  private async eraseUser(id: string, context: CommandContext): Promise<boolean> {
    const user = await this.users.load(id);
    if (!isKnown(user)) return user.is !== 'unknown';
    await this.users.run(id, { type: 'CancelUser', at: context.at }, context);
    await this.userErasure.erase(id, context);
    return true;
  }
}
