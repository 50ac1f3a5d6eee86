import { Injectable } from '@nestjs/common';
import { type Act, type AuditTrailEvent, auditTrail } from '../../domain/audit-trail/audit-trail.js';
import type { Scope } from '../../domain/shared/scope.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import type { Staff } from '../ports/staff-tokens.js';

/** The data key's subject of a member of staff: it seals what they write, e.g. reasons (P1). */
export const staffSubject = ({ id }: Staff): string => `staff/${id}`;

/** What staff do is a fact in their own stream (P2). */
@Injectable()
export class StaffActs {
  constructor(private readonly runner: CommandRunner) {}

  /**
   * @param scope of what the act was about: its auditors see it
   * @returns the revision of the fact in the stream
   */
  async record(act: Act, scope: Scope, staff: Staff, context: CommandContext): Promise<bigint> {
    const { companies, branches } = scope;
    const scoped = { ...act, data: { ...act.data, scope: { companies, branches } } } as AuditTrailEvent;
    const command = partOf(context, 'act');
    return (await this.runner.run(auditTrail, staff.id, scoped, command, staffSubject(staff))).revision;
  }
}
