import { Injectable } from '@nestjs/common';
import { Clock } from '../../application/ports/clock.js';
import { Sessions } from '../../application/shared/sessions.js';
import { second } from '../../domain/shared/instant.js';
import type { RequestState } from './request-state.js';

type Caller = Pick<RequestState, 'session' | 'staff'>;

/** Whoever opened a stream may listen no longer than they may call: until their session ends or their token expires. */
@Injectable()
export class StreamCallers {
  constructor(
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  /**
   * Aborts `over` when the caller may listen no longer: at once for a session that this instance ends, within a second
   * for a token, by the service's clock. What it returns stops watching.
   */
  watch({ session, staff }: Caller, over: AbortController): () => void {
    if (session) return this.sessions.onEnd(session, () => over.abort());
    if (!staff) return () => {};
    const timer = setInterval(() => this.clock.now() >= staff.expiresAt && over.abort(), second);
    return () => clearInterval(timer);
  }

  /** Asked before anything is sent: another instance may have ended the session. */
  async mayListen({ session, staff }: Caller): Promise<boolean> {
    if (session) return this.sessions.isOpen(session);
    return !staff || this.clock.now() < staff.expiresAt;
  }
}
