import { expect, it } from '@jest/globals';
import { jwtVerify } from 'jose';
import { LiveKitRoom } from '../../src/adapters/video-room/livekit-room.js';
import { videoRoomContract } from './video-room.contract.js';

const apiSecret = 'livekit-secret-of-thirty-two-bytes';
const open = () => new LiveKitRoom({ url: 'wss://livekit.example', apiKey: 'APIrealname', apiSecret });
const verify = (token: string, secret: string, at: string) =>
  jwtVerify(token, Buffer.from(secret), { algorithms: ['HS256'], issuer: 'APIrealname', currentDate: new Date(at) });

videoRoomContract('livekit', open);

it('F26 lets each side join the room of its ticket, by a token that LiveKit understands', async () => {
  const { token, url } = await open().enter('ticket-1', 'agent', '2026-11-22T08:00:00.123Z');
  expect(url).toBe('wss://livekit.example');
  const { payload } = await verify(token, apiSecret, '2026-11-22T08:30:00.123Z');
  expect(payload).toEqual({
    iss: 'APIrealname',
    sub: 'agent',
    nbf: Date.parse('2026-11-22T08:00:00Z') / 1000,
    exp: Date.parse('2026-11-22T08:30:01Z') / 1000,
    jti: expect.any(String),
    video: { room: 'ticket-1', roomJoin: true, canPublish: true, canSubscribe: true },
  });
});

it('ends with the call, begins with it, and is signed with the secret', async () => {
  const { token } = await open().enter('ticket-1', 'customer', '2026-11-22T08:00:00.000Z');
  await expect(verify(token, apiSecret, '2026-11-22T07:59:59.000Z')).rejects.toThrow('nbf');
  await expect(verify(token, apiSecret, '2026-11-22T08:30:00.000Z')).rejects.toThrow('exp');
  await expect(verify(token, 'another-secret-of-thirty-two-bytes', '2026-11-22T08:00:00.000Z')).rejects.toThrow(
    'signature',
  );
});
