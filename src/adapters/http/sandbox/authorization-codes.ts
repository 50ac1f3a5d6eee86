import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../application/ports/clock.js';
import type { SandboxStaff } from '../../../application/ports/sandbox.js';
import { ShortLived } from '../../../application/ports/short-lived.js';
import { minute, plus } from '../../../domain/shared/instant.js';

/** Who asked for a code, and how they will prove that it was they (RFC 7636, S256). */
export type CodeRequest = {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
};

export interface CodeUse {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly code: string;
  readonly codeVerifier: string;
}

type Stored = CodeRequest & SandboxStaff;

/** Codes of the sandbox's issuer (RFC 6749 §4.1.2): a minute, one use, also where it failed. */
@Injectable()
export class AuthorizationCodes {
  constructor(
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
  ) {}

  async issue(request: CodeRequest, { role, person }: SandboxStaff): Promise<string> {
    const code = randomBytes(32).toString('base64url');
    await this.shortLived.put('sandbox-code', code, { ...request, role, person }, plus(this.clock.now(), minute));
    return code;
  }

  /** Whom the code stands for; undefined where it, or what comes with it, is not what was asked for. */
  async redeem({ code, clientId, redirectUri, codeVerifier }: CodeUse): Promise<SandboxStaff | undefined> {
    const stored = await this.shortLived.take<Stored>('sandbox-code', code);
    const challenge = createHash('sha256').update(codeVerifier).digest('base64url');
    const isTheirs =
      stored?.clientId === clientId && stored.redirectUri === redirectUri && stored.codeChallenge === challenge;
    return isTheirs ? { role: stored.role, person: stored.person } : undefined;
  }
}
