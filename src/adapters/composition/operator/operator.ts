import { userInfo } from 'node:os';
import type { CommandContext } from '../../../application/core/command-context.js';
import { newId } from '../../../application/core/ids.js';
import { type Staff as Person, Staff } from '../../../application/ports/staff-tokens.js';
import { toInstant } from '../../../domain/shared/instant.js';

/** Whoever works at the servers: everything is theirs to see, and what they do is in a stream of their own. */
export const operator = (): Person => {
  const id = `operator-${process.env.SUDO_USER ?? userInfo().username}`.replaceAll(/[^\w.@-]/g, '_').slice(0, 80);
  return new Staff({
    id,
    name: id,
    licenceNumber: null,
    roles: ['operator', 'auditor'],
    companies: ['*'],
    branches: ['*'],
    expiresAt: '9999-12-31T23:59:59.999Z',
  });
};

/** Of a command that is given now. */
export const operatorContext = (at = toInstant(Date.now())): CommandContext => {
  const commandId = newId();
  return {
    commandId,
    causationId: commandId,
    correlationId: commandId,
    at,
    actor: { kind: 'staff', id: operator().id },
    session: null,
    device: null,
    clientVersion: null,
    written: {},
  };
};
