import type { Clock } from '../../application/ports/clock.js';
import type { ShortLived } from '../../application/ports/short-lived.js';
import { type OpenedSession, type SessionLimits, Sessions, type SignIn } from '../../application/shared/sessions.js';
import type { Metrics } from './metrics.js';

/** Sessions that count those they open. */
export class ObservedSessions extends Sessions {
  constructor(
    shortLived: ShortLived,
    clock: Clock,
    limits: SessionLimits,
    private readonly metrics: Metrics,
  ) {
    super(shortLived, clock, limits);
  }

  override async open(signIn: SignIn): Promise<OpenedSession> {
    const opened = await super.open(signIn);
    this.metrics.sessions.inc({ app: signIn.app });
    return opened;
  }
}
