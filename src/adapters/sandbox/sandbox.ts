import type { Pool } from 'pg';
import type { Keyring } from '../../application/core/keyring.js';
import type { Clock } from '../../application/ports/clock.js';
import type { PostgresServer } from '../postgres-server/server.js';
import { PostgresSandboxClock } from './sandbox-clock.js';
import { SandboxIdentityAuthority } from './sandbox-identity-authority.js';
import { SandboxIssuer } from './sandbox-issuer.js';
import { PostgresSandboxSms } from './sandbox-sms.js';

/** Everybody outside whom a sandbox plays (api.md §8), and its clock. */
export interface Sandbox {
  readonly clock: PostgresSandboxClock;
  readonly sms: PostgresSandboxSms;
  readonly identityAuthority: SandboxIdentityAuthority;
  readonly staffTokens: SandboxIssuer;
}

/** @param companies that the sandbox's staff work for */
export const openSandbox = async (
  pool: Pool,
  server: PostgresServer,
  keyring: Keyring,
  realTime: Clock,
  companies: readonly string[],
): Promise<Sandbox> => {
  const clock = await PostgresSandboxClock.open(pool, server, realTime);
  return {
    clock,
    sms: new PostgresSandboxSms(pool, keyring, clock),
    identityAuthority: new SandboxIdentityAuthority(),
    staffTokens: new SandboxIssuer(keyring, clock, companies),
  };
};
