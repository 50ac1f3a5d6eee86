import { expect, it } from '@jest/globals';
import { EmbeddedRoom } from '../../src/adapters/video-room/webrtc-room.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { videoRoomContract } from './video-room.contract.js';

const startedAt = '2026-11-22T08:00:00.000Z';
const open = (master = 7) =>
  new EmbeddedRoom(new Keyring(Buffer.alloc(32, master)), { publicUrl: 'https://realname.example' });

videoRoomContract('webrtc', open);

it('F26 sends each side to its own signals', async () => {
  const urlFor = async (side: 'customer' | 'agent') => (await open().enter('ticket-1', side, startedAt)).url;
  expect(await urlFor('customer')).toBe('https://realname.example/v1/futures/video-verifications/ticket-1/signals');
  expect(await urlFor('agent')).toBe('https://realname.example/v1/staff/video-verifications/ticket-1/signals');
});

it('makes tokens that nobody makes without the master key', async () => {
  const token = async (master: number) => (await open(master).enter('ticket-1', 'agent', startedAt)).token;
  expect(await token(7)).not.toBe(await token(8));
});
