import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ObjectStore } from '../../../application/ports/object-store.js';
import { pause } from '../../resilience/abort.js';
import { inTime } from '../../resilience/deadline.js';
import { refusalOf } from './refusals.js';
import { clientOf, codeOf, orUnavailable, type Within } from './s3-client.js';
import type { S3Settings } from './s3-settings.js';

/** Milliseconds for one call of the port, tries included: a caller is answered within 5 s. */
const callMs = 4_500;
/** Milliseconds until it is looked again whether a parallel writer has finished. */
const conflictPauseMs = 50;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/**
 * Objects (P3) in a bucket of an S3-compatible server, each under its id. An object is written on condition that there is none
 * (`If-None-Match: *`); a server that does not know the condition is asked before, so that only parallel writers of one
 * id could follow each other there, and ours write the same thing. That makes every call safe to try again.
 * @throws Error when an id is no UUID in lower case
 * @throws DependencyUnavailable when the server is not there, refuses, or has not answered in time
 */
export class S3Objects extends ObjectStore {
  private constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
    private readonly deadlineMs: number,
  ) {
    super();
  }

  /** @throws Error that names the variable which does not fit the server */
  static async open(settings: S3Settings, deadlineMs = callMs): Promise<S3Objects> {
    const client = clientOf(settings);
    try {
      // Unlike HeadBucket, a listing (of what no UUID begins with) is refused with a code that says why.
      const list = new ListObjectsV2Command({ Bucket: settings.bucket, Prefix: 'none', MaxKeys: 1 });
      await inTime(deadlineMs, (abortSignal) => client.send(list, { abortSignal }));
      return new S3Objects(client, settings.bucket, deadlineMs);
    } catch (cause) {
      client.destroy();
      throw new Error(refusalOf(cause, settings), { cause });
    }
  }

  async put(id: string, bytes: Uint8Array): Promise<void> {
    const key = keyOf(id);
    await orUnavailable(this.deadlineMs, async (within) => {
      while (!(await this.has(key, within)) && !(await this.create(key, bytes, within)))
        await pause(conflictPauseMs, within.abortSignal);
    });
  }

  async get(id: string): Promise<Uint8Array | undefined> {
    const object = new GetObjectCommand({ Bucket: this.bucket, Key: keyOf(id) });
    return orUnavailable(this.deadlineMs, async (within) => {
      try {
        const { Body } = await this.client.send(object, within);
        return await Body!.transformToByteArray();
      } catch (error) {
        if (codeOf(error) === 'NoSuchKey') return undefined;
        throw error;
      }
    });
  }

  async delete(id: string): Promise<void> {
    const object = new DeleteObjectCommand({ Bucket: this.bucket, Key: keyOf(id) });
    await orUnavailable(this.deadlineMs, async (within) => {
      await this.client.send(object, within).catch((error) => {
        if (codeOf(error) !== 'NoSuchKey') throw error;
      });
    });
  }

  /** @throws DependencyUnavailable when the bucket cannot be reached */
  async reach(): Promise<void> {
    await orUnavailable(this.deadlineMs, (within) =>
      this.client.send(new HeadBucketCommand({ Bucket: this.bucket }), within),
    );
  }

  async close(): Promise<void> {
    this.client.destroy();
  }

  private async has(key: string, within: Within): Promise<boolean> {
    try {
      await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }), within);
      return true;
    } catch (error) {
      if (codeOf(error) === 'NotFound') return false;
      throw error;
    }
  }

  /** Whether the object is there now, be it of another writer; false while that one is still writing. */
  private async create(key: string, bytes: Uint8Array, within: Within): Promise<boolean> {
    const object = { Bucket: this.bucket, Key: key, Body: bytes, ContentType: 'application/octet-stream' };
    try {
      await this.client.send(new PutObjectCommand({ ...object, IfNoneMatch: '*' }), within);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ConditionalRequestConflict') return false;
      if (code === 'NotImplemented') await this.client.send(new PutObjectCommand(object), within);
      else if (code !== 'PreconditionFailed') throw error;
    }
    return true;
  }
}

const keyOf = (id: string): string => {
  if (!uuid.test(id)) throw new Error('the id of an object is a UUID');
  return id;
};
