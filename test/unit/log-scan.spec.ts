import { describe, expect, it } from '@jest/globals';
import { scanLog } from '../../src/adapters/composition/operator/log-scan.js';
import { derivedId, newId } from '../../src/application/core/ids.js';
import { caughtUp, type EventStore, type StoredEvent } from '../../src/application/ports/event-store.js';
import { commandContext } from '../support/command-context.js';

const event = (position: number, stream: string, revision: number, given: Partial<StoredEvent> = {}) => {
  const commandId = newId();
  const metadata = { ...commandContext(), commandId, schemaVersion: 1 };
  const id = derivedId(commandId, stream, '0');
  const fresh = { id, type: 'Any', data: {}, metadata, stream, revision: BigInt(revision), position: String(position) };
  return { ...fresh, ...given } as StoredEvent;
};
const scan = (...events: readonly StoredEvent[]) =>
  scanLog({
    async *subscribe() {
      yield* events;
      yield caughtUp;
    },
    distance: (from: string | null, to: string) => Number(to) - Number(from ?? 0),
  } as unknown as EventStore);

const claim = (type: string, owner: string) => ({ type, data: { owner } });

describe('a pass over the log', () => {
  it('finds nothing in a log as the service writes it', async () => {
    const taken = event(1, 'Claim-a', 0, claim('ClaimTaken', 'Account-1'));
    const commandId = newId();
    const metadata = { ...commandContext(), commandId, schemaVersion: 1 };
    const third = event(4, 'Account-1', 2, { metadata, id: derivedId(commandId, 'Account-1', '2') });
    expect(await scan(taken, event(2, 'Account-1', 0), event(3, 'Account-1', 1), third)).toMatchObject({
      events: 4,
      faults: [],
    });
  });

  it('names holes, ids that no command gives, and claims whose holder is not there', async () => {
    const { faults } = await scan(
      event(1, 'Account-1', 0),
      event(3, 'Account-1', 2),
      event(4, 'Account-2', 0, { id: newId() }),
      event(5, 'Claim-a', 0, claim('ClaimTaken', 'Account-9')),
      event(6, 'Claim-b', 0, claim('ClaimTaken', 'Account-8')),
      event(7, 'Claim-b', 1, claim('ClaimReleased', 'Account-8')),
    );
    expect(faults).toEqual([
      'Account-1@2 follows @0',
      'between 1 and 3 events are missing',
      'Account-2@0 has an id that its command does not give',
      'Claim-a is held by Account-9, of which there is no event',
    ]);
  });

  it('collects the data keys, photos and documents that events need, at any depth', async () => {
    const sealed = { $sealed: 1, key: 'k1', field: 'name', value: '' } as const;
    const photo = { photoId: 'p1', sha256: 'aa', mediaType: 'image/png' };
    const document = { objectId: 'o1', sha256: 'bb', documentId: 'changeApplication' };
    const { keys, objects } = await scan(
      event(1, 'Account-1', 0, { data: { name: sealed, photosOnFile: { idFront: photo } } }),
      event(2, 'Request-1', 0, { data: document }),
    );
    expect([...keys]).toEqual(['k1']);
    expect(objects).toEqual([
      { id: 'p1', sha256: 'aa', stream: 'Account-1', revision: 0n, documentId: undefined },
      { id: 'o1', sha256: 'bb', stream: 'Request-1', revision: 0n, documentId: 'changeApplication' },
    ]);
  });
});
