import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IPolicy } from 'cockatiel';
import { Certificate } from 'pkijs';
import { type TimeStamp, TimeStamps } from '../../application/ports/time-stamps.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { type Limits, type ProviderWatch, providerPolicy } from '../resilience/provider-policy.js';
import { buffer, pemCertificates } from './der.js';
import { NoTimeStamp, timeIn, timeStampRequest } from './time-stamp-token.js';

/** Nobody stamps: times are this service's own word. */
export class NoTimeStamps extends TimeStamps {
  override readonly roots = undefined;

  override async stamp(): Promise<undefined> {
    return undefined;
  }
}

export interface TimeStampSettings {
  /** Of the authority's HTTP service (RFC 3161 §3.4). */
  readonly url: string;
  /** Certificates, PEM, that its time-stamps must lead to. */
  readonly roots: string;
  readonly watch: ProviderWatch;
  readonly limits?: Limits;
}

export const timeStampingAuthority = 'time-stamping authority';

/** Bytes of an answer. */
const maxAnswer = 64 * 1024;
const nonceLength = 8;

/** A time-stamping authority by HTTP (RFC 3161 §3.4). */
export class HttpTimeStamps extends TimeStamps {
  override readonly roots: string;
  private readonly certificates: readonly Certificate[];
  private readonly policy: IPolicy;

  /** @throws TypeError as `rootsIn` */
  constructor(private readonly settings: TimeStampSettings) {
    super();
    this.roots = settings.roots;
    this.certificates = rootsIn(settings.roots);
    this.policy = providerPolicy({ dependency: timeStampingAuthority, ...settings, isSafe: () => true });
  }

  override async stamp(data: Uint8Array): Promise<TimeStamp> {
    const nonce = randomBytes(nonceLength);
    const response = await this.answerTo(timeStampRequest(data, nonce));
    try {
      return { response, at: await timeIn(response, { data, nonce, roots: this.certificates }) };
    } catch (cause) {
      const reason = cause instanceof NoTimeStamp ? cause.message : 'is malformed';
      this.settings.watch.refused(timeStampingAuthority, 'stamp', reason);
      throw new DependencyUnavailable(timeStampingAuthority, { cause });
    }
  }

  private async answerTo(request: Uint8Array): Promise<Uint8Array> {
    try {
      return await this.policy.execute(({ signal }) => this.ask(request, signal));
    } catch (cause) {
      throw new DependencyUnavailable(timeStampingAuthority, { cause });
    }
  }

  private async ask(request: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const answer = await fetch(this.settings.url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: buffer(request),
      redirect: 'error',
      signal,
    });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length > maxAnswer) throw new Error(`an answer of ${bytes.length} bytes`);
    return bytes;
  }
}

/** What a file of roots has beside its comments. @throws Error that names the variable when it has none */
export const readTimeStampRoots = async (file: string): Promise<string> => {
  const found = pemCertificates(await readFile(file, 'utf8').catch(() => ''));
  if (found.length > 0) return `${found.join('\n')}\n`;
  throw new Error(`TSA_CA_FILE: ${file} has no certificate in PEM`);
};

/** @throws TypeError when there is none */
export const rootsIn = (pem: string): readonly Certificate[] => {
  const found = pemCertificates(pem);
  if (found.length === 0) throw new TypeError('no certificate in PEM');
  return found.map((each) => Certificate.fromBER(buffer(Buffer.from(each.replace(/-----[^-]+-----/g, ''), 'base64'))));
};
