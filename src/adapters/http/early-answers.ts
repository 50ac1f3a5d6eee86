import type { FastifyInstance } from 'fastify';

export interface EarlyAnswerLimits {
  /** How long, in ms, what is left of a request is read away after its answer. */
  readonly drainMs: number;
}

/** What is left of a request is read away up to here, so that a client gets to see the answer and no reset connection. */
const drainBytes = 64 * 1024 ** 2;

/** An answer may come before the whole request has: the rest is read for a moment and forgotten, then its connection ends. */
export const addEarlyAnswers = (fastify: FastifyInstance, { drainMs }: EarlyAnswerLimits): void => {
  fastify.addHook('onSend', async ({ raw }, reply) => {
    if (raw.complete || raw.destroyed) return;
    let left = drainBytes;
    if (Number(raw.headers['content-length']) > left) return;
    reply.removeHeader('connection');
    const end = () => raw.complete || raw.socket.destroy();
    const timer = setTimeout(end, drainMs).unref();
    for (const over of ['end', 'close']) raw.once(over, () => clearTimeout(timer));
    raw.on('data', ({ length }: Buffer) => {
      left -= length;
      if (left < 0) end();
    });
  });
};
