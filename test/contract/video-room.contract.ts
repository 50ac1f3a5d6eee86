import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { RoomAccess, VideoRoom } from '../../src/application/ports/video-room.js';

const startedAt = '2026-11-22T08:00:00.123Z';

/** `open` gives another instance of the same service each time. */
export const videoRoomContract = (provider: RoomAccess['provider'], open: () => VideoRoom) =>
  describe(`VideoRoom on ${provider}`, () => {
    const ticket = randomUUID();

    it('F26 names its provider and gives access for the 30 minutes of a call', async () => {
      expect(await open().enter(ticket, 'customer', startedAt)).toEqual({
        provider,
        url: expect.stringMatching(/^(http|ws)s:\/\//),
        token: expect.stringMatching(/^[\w.-]{43,}$/),
        expiresAt: '2026-11-22T08:30:00.123Z',
      });
    });

    it('gives the same access to the same call, also after a restart', async () => {
      const access = await open().enter(ticket, 'agent', startedAt);
      expect(await open().enter(ticket, 'agent', startedAt)).toEqual(access);
    });

    it('gives another token to the other side, another ticket and another call', async () => {
      const room = open();
      const accesses = await Promise.all([
        room.enter(ticket, 'customer', startedAt),
        room.enter(ticket, 'agent', startedAt),
        room.enter(randomUUID(), 'customer', startedAt),
        room.enter(ticket, 'customer', '2026-11-22T08:00:00.124Z'),
      ]);
      expect(new Set(accesses.map(({ token }) => token)).size).toBe(accesses.length);
    });
  });
