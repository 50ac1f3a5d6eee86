import { Claims } from '../../../src/application/core/claims.js';
import type { CommandContext } from '../../../src/application/core/command-context.js';
import { CommandRunner } from '../../../src/application/core/command-runner.js';
import { EventCodec } from '../../../src/application/core/event-codec.js';
import { newId } from '../../../src/application/core/ids.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import { ReadYourWrites } from '../../../src/application/core/read-your-writes.js';
import type { ReadModels } from '../../../src/application/ports/read-models.js';
import type { SmsPurpose } from '../../../src/application/ports/sms-gateway.js';
import { Background } from '../../../src/application/shared/background.js';
import { Sessions, type SignIn } from '../../../src/application/shared/sessions.js';
import { SingleUse } from '../../../src/application/shared/single-use.js';
import { SmsCodes } from '../../../src/application/shared/sms-codes.js';
import { SmsStreams } from '../../../src/application/shared/sms-streams.js';
import type { Decider, Fact } from '../../../src/domain/shared/decider.js';
import { commandContext } from '../../support/command-context.js';
import { MemoryDataKeys } from '../../support/memory/data-keys.js';
import { MemoryEventStore } from '../../support/memory/event-store.js';
import { ManualClock } from '../../support/memory/manual-clock.js';
import { Outage } from '../../support/memory/outage.js';
import { MemoryShortLived } from '../../support/memory/short-lived.js';
import { FakeGateway } from '../../support/memory/sms-fixture.js';

/** One customer's and one user's service on servers that may go away. */
export class World {
  readonly outage = new Outage();
  readonly clock = new ManualClock('2026-11-23T02:00:00.000Z');
  readonly keyring = new Keyring(Buffer.alloc(32, 7));
  readonly shortLived = this.outage.of('short-lived things', new MemoryShortLived(this.clock));
  readonly background = new Background();
  readonly singleUse = new SingleUse(this.shortLived, this.clock, this.background);
  readonly sessions = new Sessions(this.shortLived, this.clock);
  private readonly keys = new MemoryDataKeys();
  private readonly log = new MemoryEventStore();
  readonly events = this.log.events;
  readonly store = this.outage.of('event store', this.log);
  private readonly codec = new EventCodec(this.keys);
  readonly runner = new CommandRunner(this.store, this.codec);
  readonly claims = new Claims(this.runner, this.keyring);
  readonly readYourWrites = new ReadYourWrites(
    this.outage.of('read side', { waitFor: async () => true } as unknown as ReadModels),
  );
  private readonly gateway = new FakeGateway();
  readonly smsCodes = new SmsCodes(
    this.runner,
    this.shortLived,
    this.clock,
    this.gateway,
    new SmsStreams(this.keys, this.keyring),
    this.singleUse,
    this.background,
  );

  context(): CommandContext {
    return commandContext({ at: this.clock.now() });
  }

  /** What happened before. */
  async given<E extends Fact>(
    decider: Decider<never, E, unknown>,
    id: string,
    subject: string,
    facts: readonly E[],
    context = this.context(),
  ) {
    const stream = `${decider.category}-${id}`;
    await this.store.append(stream, 'no-stream', await this.codec.encode(facts, stream, context, subject));
  }

  /** A code that was sent. */
  async code(purpose: SmsPurpose, number: string, boundTo: string): Promise<string> {
    await this.smsCodes.send({ purpose, number, boundTo, context: this.context() });
    return this.gateway.sent.at(-1)!.code;
  }

  async session(signIn: Partial<SignIn> = {}) {
    const opened = await this.sessions.open({ app: 'identity', subject: newId(), device: null, ...signIn });
    return opened.session;
  }
}

/** A use of a single-use thing by a command. */
export interface Use {
  readonly name: string;
  /** Brings everything up to the thing; what it returns is the command, as often as it is sent. */
  readonly prepare: (world: World) => Promise<(context: CommandContext) => Promise<unknown>>;
  /** What another command is told once the thing is used up. */
  readonly spent: string;
  /** What another command may be told after an outage: what the first one did, or may be doing, stands. */
  readonly stands?: readonly string[];
}
