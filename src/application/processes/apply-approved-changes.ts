import { Injectable } from '@nestjs/common';
import { ChangeIsStale, customerAccount } from '../../domain/customer-account/decider.js';
import { appliedChange } from '../../domain/profile-change-request/applied-change.js';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import type { OpenedRequest } from '../../domain/profile-change-request/state.js';
import type { Instant } from '../../domain/shared/instant.js';
import { partOf, systemContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { ownerId } from '../core/ids.js';
import { customerSubject } from '../futures/account/customers.js';
import { EventStore, type StoredEvent } from '../ports/event-store.js';
import { Companies } from '../shared/companies.js';
import { Sessions } from '../shared/sessions.js';
import type { Process } from './process.js';

/**
 * F22: an approved request changes the account; one whose profile changed meanwhile goes back to the customer (F19). A new
 * login mobile ends the sessions (F4, F9), but the one that submitted the request.
 */
@Injectable()
export class ApplyApprovedChanges implements Process {
  readonly name = 'apply-approved-changes';
  readonly types = ['ProfileChangeRequestApproved'];
  readonly beginsAt = 'first';

  constructor(
    private readonly runner: CommandRunner,
    private readonly companies: Companies,
    private readonly sessions: Sessions,
    private readonly store: EventStore,
  ) {}

  async handle(event: StoredEvent): Promise<void> {
    const id = ownerId(event.stream);
    const { state: request } = await this.runner.loadWith(profileChangeRequest, id, event.revision);
    if (request.is !== 'opened' || request.status !== 'submitted') return;
    const { at, correlationId } = event.metadata;
    const context = systemContext(this.name, at, { id: event.id, correlationId });
    const subject = customerSubject(request.companyCode, request.customerId);
    const outcome = (await this.apply(id, request, at, context)) ? 'ConfirmApplication' : 'ReopenRequest';
    await this.runner.run(profileChangeRequest, id, { type: outcome, at }, partOf(context, outcome), subject);
  }

  private async apply(
    changeRequestId: string,
    request: OpenedRequest,
    at: Instant,
    context: ReturnType<typeof systemContext>,
  ): Promise<boolean> {
    const { customerId, companyCode } = request;
    const { contactPhoneMovesLoginMobile } = this.companies.get(companyCode);
    const change = appliedChange(request, contactPhoneMovesLoginMobile);
    const command = { type: 'ApplyChange', changeRequestId, ...change, at } as const;
    try {
      await this.runner.run(customerAccount, customerId, command, context, customerSubject(companyCode, customerId));
      if (change.values.contactMobile !== undefined) await this.endSessions(customerId, changeRequestId);
      return true;
    } catch (error) {
      if (error instanceof ChangeIsStale) return false;
      throw error;
    }
  }

  private async endSessions(customerId: string, changeRequestId: string): Promise<void> {
    const submitted = await this.sessionThatSubmitted(changeRequestId);
    const kept = (await this.sessions.list(customerId)).find(({ id }) => id === submitted);
    await this.sessions.endAll(customerId, kept);
  }

  private async sessionThatSubmitted(changeRequestId: string): Promise<string | null> {
    const stream = `${profileChangeRequest.category}-${changeRequestId}`;
    for await (const { type, metadata } of this.store.read(stream, { backwards: true }))
      if (type === 'ProfileChangeRequestSubmitted') return metadata.session;
    return null;
  }
}
