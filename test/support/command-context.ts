import type { CommandContext } from '../../src/application/core/command-context.js';
import { newId } from '../../src/application/core/ids.js';

/** A customer's command from a device. */
export const commandContext = (change: Partial<CommandContext> = {}): CommandContext => ({
  commandId: newId(),
  causationId: newId(),
  correlationId: newId(),
  at: '2026-11-22T08:00:00.000Z',
  actor: { kind: 'customer', id: 'customer-1' },
  session: 'session-1',
  device: 'phone-00000001',
  clientVersion: '1.2.3',
  written: {},
  ...change,
});
