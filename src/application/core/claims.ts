import { Injectable } from '@nestjs/common';
import { claim } from '../../domain/claim/decider.js';
import type { Decider, Fact } from '../../domain/shared/decider.js';
import { second } from '../../domain/shared/instant.js';
import { type CommandContext, partOf } from './command-context.js';
import { CommandRunner, type Loaded } from './command-runner.js';
import { ownerId } from './ids.js';
import { Keyring } from './keyring.js';

/** What a claim makes unique, and its parts. The stream's name is a keyed HMAC of both (P1). */
export type ClaimKey =
  | readonly ['customer', companyCode: string, accountType: string, idNumber: string]
  | readonly ['customerNumber', companyCode: string, customerNumber: string]
  | readonly ['openRequest', customerId: string, kind: string]
  | readonly ['videoTicket', customerId: string]
  | readonly ['agentCall', staffId: string]
  | readonly ['activeCertificate', customerId: string]
  | readonly ['certificateKey', keySha256: string]
  | readonly ['identityIdNumber', idNumber: string]
  | readonly ['identityMobile', mobile: string]
  | readonly ['username', folded: string];

const patienceMs = 2 * second;
const pauseMs = 20;

/** Uniqueness and look-up in one: who holds a claim is found by what it is about, without a read model's delay. */
@Injectable()
export class Claims {
  constructor(
    private readonly runner: CommandRunner,
    private readonly keyring: Keyring,
  ) {}

  /** Id of the stream that holds the claim. */
  async holder(key: ClaimKey): Promise<string | undefined> {
    const { state } = await this.runner.load(claim, this.idOf(key));
    return state.is === 'held' ? ownerId(state.owner) : undefined;
  }

  /**
   * The stream that holds a claim, once its first event is there: whoever took the claim is about to append it, or has died.
   * After two seconds without one it is told as it is, with revision -1.
   */
  async owner<C, E extends Fact, S>(decider: Decider<C, E, S>, id: string): Promise<Loaded<S>> {
    for (let waited = 0; ; waited += pauseMs) {
      const owner = await this.runner.load(decider, id);
      if (owner.revision >= 0n || waited >= patienceMs) return owner;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** @throws ClaimHeld when another stream holds it */
  take(key: ClaimKey, owner: string, context: CommandContext) {
    const command = { type: 'TakeClaim', owner, scope: key[0], at: context.at } as const;
    return this.runner.run(claim, this.idOf(key), command, partOf(context, 'take', this.idOf(key)));
  }

  /** Takes it over, whoever holds it. */
  transfer(key: ClaimKey, owner: string, context: CommandContext) {
    const command = { type: 'TransferClaim', owner, scope: key[0], at: context.at } as const;
    return this.runner.run(claim, this.idOf(key), command, partOf(context, 'transfer', this.idOf(key)));
  }

  release(key: ClaimKey, owner: string, context: CommandContext) {
    const command = { type: 'ReleaseClaim', owner, at: context.at } as const;
    return this.runner.run(claim, this.idOf(key), command, partOf(context, 'release', this.idOf(key)));
  }

  /** Id of the claim's stream. */
  idOf(key: ClaimKey): string {
    return this.keyring.hmac('lookup', ...key);
  }
}
