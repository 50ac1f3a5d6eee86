import type { ApprovalAnswer } from '../../application/ports/approval.js';
import { isBlank } from '../../domain/shared/visible-text.js';

/** Another status than 2xx, or a body that is none of the answers. The message quotes nothing of it. */
export class NotUnderstood extends Error {}

const maxBytes = 64 * 1024;
const [minPollSeconds, maxPollSeconds] = [10, 86_400];

/** `{decision: 'approved' | 'rejected' | 'pending', reason?}`. @throws NotUnderstood */
export const readAnswer = async (response: Response): Promise<ApprovalAnswer> => {
  if (!response.ok) {
    await response.body?.cancel();
    throw new NotUnderstood(`status ${response.status}`);
  }
  const { decision, reason } = await readObject(response);
  switch (decision) {
    case 'approved':
      return { decision };
    case 'rejected': {
      const text = typeof reason === 'string' ? reason.trim() : '';
      if (isBlank(text) || text.length > 200) throw new NotUnderstood('a rejection without 1 to 200 characters why');
      return { decision, reason: text };
    }
    case 'pending':
      return { decision, ...pollAfter(response.headers.get('retry-after')) };
    default:
      throw new NotUnderstood('no decision');
  }
};

/** `Retry-After` in seconds asks for polls; without it the company's system calls the reviewers' endpoints. */
const pollAfter = (retryAfter: string | null): { readonly pollAfterMs?: number } => {
  if (!/^\d{1,9}$/.test(retryAfter ?? '')) return {};
  return { pollAfterMs: Math.min(Math.max(Number(retryAfter), minPollSeconds), maxPollSeconds) * 1000 };
};

const readObject = async ({ body }: Response): Promise<Readonly<Record<string, unknown>>> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new NotUnderstood('too long');
    chunks.push(chunk);
  }
  try {
    const json: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (typeof json === 'object' && json !== null) return json as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new NotUnderstood('no JSON object');
};
