import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Takes the response out of Fastify's hands, with the headers every response has. */
export const beginStream = (reply: FastifyReply, contentType: string): ServerResponse => {
  const headers = reply.getHeaders();
  reply.hijack();
  const response = reply.raw;
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
  response.writeHead(200, { 'content-type': contentType, 'x-accel-buffering': 'no' });
  response.flushHeaders();
  return response;
};

/** Waits while the client is slower than the source. */
export const writeChunk = async (response: ServerResponse, chunk: string, signal: AbortSignal): Promise<void> => {
  if (!response.write(chunk) && !signal.aborted) await once(response, 'drain', { signal }).catch(() => {});
};
