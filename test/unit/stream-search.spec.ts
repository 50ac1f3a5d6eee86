import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { SearchStreams, SearchStreamsHandler } from '../../src/application/audit/streams.js';
import type { Claims } from '../../src/application/core/claims.js';
import { CommandRunner } from '../../src/application/core/command-runner.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { Keyring } from '../../src/application/core/keyring.js';
import type { ReadModels } from '../../src/application/ports/read-models.js';
import { Staff } from '../../src/application/ports/staff-tokens.js';
import type { CustomerScopes } from '../../src/application/shared/customer-scopes.js';
import { StaffActs } from '../../src/application/shared/staff-acts.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';

/** A person with more streams than one page of the read model holds. */
const rows = Array.from({ length: 1_203 }, (_, n) => {
  return { stream: `VideoVerification-${n}`, category: 'VideoVerification', subject: 'user-1', revision: '0' };
});

it('P2 an auditor finds every stream of a person, and the log says how many were found', async () => {
  const store = new MemoryEventStore();
  const find = async (_model: unknown, _where: unknown, page: { limit: number; cursor?: string }) => {
    const from = Number(page.cursor ?? 0);
    const items = rows.slice(from, from + page.limit).map((row) => ({ key: row.stream, row }));
    return { items, next: from + page.limit < rows.length ? String(from + page.limit) : null };
  };
  const handler = new SearchStreamsHandler(
    { holder: async () => 'user-1' } as unknown as Claims,
    { own: async () => new Map() } as unknown as CustomerScopes,
    new Keyring(randomBytes(32)),
    { find } as unknown as ReadModels,
    new StaffActs(new CommandRunner(store, new EventCodec(new MemoryDataKeys()))),
  );
  const auditor = {
    id: 'staff-1',
    name: '审计',
    licenceNumber: null,
    roles: ['auditor'],
    companies: ['identity'],
    branches: [],
    expiresAt: '2026-11-22T20:00:00.000Z',
  };
  const staff = new Staff(auditor as ConstructorParameters<typeof Staff>[0]);
  const search = new SearchStreams({ idNumber: '410101199508130033' }, '投诉处理中的核对工作', staff, commandContext());
  const { items } = await handler.execute(search);
  expect(items.map(({ stream }) => stream)).toEqual(rows.map(({ stream }) => stream));
  expect(store.events.at(-1)).toMatchObject({
    type: 'StreamsSearched',
    data: { found: rows.length, scope: { companies: ['identity'] } },
  });
});
