import { Injectable } from '@nestjs/common';
import { type FourEyesAct, fourEyesAct } from '../../domain/four-eyes-act/decider.js';
import type { FourEyesKind, Proposal } from '../../domain/four-eyes-act/events.js';
import { notFound } from '../../domain/shared/domain-error.js';
import type { Scope } from '../../domain/shared/scope.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import type { Staff } from '../ports/staff-tokens.js';
import { staffSubject } from '../shared/staff-acts.js';

type ProposedAct = Extract<FourEyesAct, { is: 'proposed' }>;

/** Acts that take two operators where that is configured (P2, R14). The ids of acts derive from whom they are about. */
@Injectable()
export class FourEyes {
  constructor(private readonly runner: CommandRunner) {}

  /** Leaves the act to another operator; one that waits already goes on waiting. */
  async propose(
    id: string,
    act: Pick<Proposal, 'kind' | 'subjects' | 'reason' | 'scope'>,
    staff: Staff,
    context: CommandContext,
  ): Promise<void> {
    const command = { type: 'ProposeAct', ...act, proposedBy: staff.id, at: context.at } as const;
    await this.runner.run(fourEyesAct, id, command, partOf(context, 'proposal'), staffSubject(staff));
  }

  /** What was proposed under this id, whether or not it still waits. @throws DomainError `confirmation.not-found` */
  async proposed<K extends FourEyesKind>(id: string, ...kinds: readonly K[]): Promise<ProposedAct & { kind: K }> {
    const { state } = await this.runner.load(fourEyesAct, id);
    if (state.is !== 'proposed' || !isOneOf(kinds, state.kind)) throw notFound('confirmation.not-found');
    return { ...state, kind: state.kind };
  }

  /**
   * Confirms it; a repeat by the same operator is none.
   * @param scope of the subjects as of now
   * @throws DomainError `confirmation.not-found`, `access.forbidden` for who proposed it
   */
  async confirm(id: string, scope: Scope, staff: Staff, context: CommandContext): Promise<void> {
    const command = { type: 'ConfirmAct', confirmedBy: staff.id, scope, at: context.at } as const;
    await this.runner.run(fourEyesAct, id, command, partOf(context, 'confirmation'), staffSubject(staff));
  }
}

const isOneOf = <K extends FourEyesKind>(kinds: readonly K[], kind: FourEyesKind): kind is K =>
  kinds.some((each) => each === kind);
