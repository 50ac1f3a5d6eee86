import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { AuditLogController } from '../../../src/adapters/http/audit/log.controller.js';
import type { StreamCallers } from '../../../src/adapters/http/stream-callers.js';
import type { AuditLog } from '../../../src/application/audit/log.js';

it('a log that fails half-way hands its error on, so that it is told', async () => {
  const failing = async function* () {
    yield { type: 'PhoneChanged' };
    throw new Error('an event that cannot be read');
  };
  const nothing = () => {};
  const raw = Object.assign(new PassThrough(), { setHeader: nothing, writeHead: nothing, flushHeaders: nothing });
  const reply = { getHeaders: () => ({}), hijack: nothing, raw };
  const callers = { watch: () => nothing, mayListen: async () => true } as unknown as StreamCallers;
  const controller = new AuditLogController({ open: failing } as unknown as AuditLog, callers);
  await expect(controller.read({}, {} as never, reply as never)).rejects.toThrow('an event that cannot be read');
});
