import type { Clock } from '../../application/ports/clock.js';
import type { Log } from '../../application/ports/log.js';
import type { ShortLived } from '../../application/ports/short-lived.js';
import {
  type OpenedSession,
  type Session,
  type SessionLimits,
  Sessions,
  type SignIn,
} from '../../application/shared/sessions.js';
import type { Metrics } from './metrics.js';

/** Sessions that count those they open; of a refused sign-in a line tells too, so that one account, or many, being tried is seen. */
export class ObservedSessions extends Sessions {
  constructor(
    shortLived: ShortLived,
    clock: Clock,
    limits: SessionLimits,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {
    super(shortLived, clock, limits);
  }

  override async open(signIn: SignIn): Promise<OpenedSession> {
    const opened = await super.open(signIn);
    this.metrics.sessions.inc({ app: signIn.app });
    return opened;
  }

  override refused(app: Session['app'], whose: string): void {
    this.metrics.signInsRefused.inc({ app });
    this.log('info', 'sign-in refused', { app, whose });
  }
}
