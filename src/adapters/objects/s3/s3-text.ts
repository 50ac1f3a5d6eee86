import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { clientOf, codeOf, orUnavailable } from './s3-client.js';
import type { S3Settings } from './s3-settings.js';

/** Milliseconds for one call, tries included: nobody waits for this text longer. */
const callMs = 2_000;

/** A text as it was read, and the server's mark of that version. */
interface Version {
  readonly text: string;
  readonly etag: string | undefined;
}

/**
 * One text of a bucket that is replaced on condition that it is still what was read (`If-Match`, or `If-None-Match: *` where
 * there was none). A server that does not know these conditions replaces without them.
 * @throws DependencyUnavailable when the server is not there, refuses, or has not answered in time
 */
export class S3Text {
  readonly where: string;
  private readonly client: S3Client;
  private readonly place: { readonly Bucket: string; readonly Key: string };

  constructor(
    settings: S3Settings,
    key: string,
    private readonly deadlineMs = callMs,
  ) {
    this.client = clientOf(settings);
    this.place = { Bucket: settings.bucket, Key: key };
    this.where = `s3://${settings.bucket}/${key}`;
  }

  async read(): Promise<Version | undefined> {
    return orUnavailable(this.deadlineMs, async (within) => {
      try {
        const { Body, ETag } = await this.client.send(new GetObjectCommand(this.place), within);
        return { text: await Body!.transformToString(), etag: ETag };
      } catch (error) {
        if (codeOf(error) === 'NoSuchKey') return undefined;
        throw error;
      }
    });
  }

  /** Answers whether it did: not where the text is no longer what was read. */
  async replace(text: string, before: Version | undefined): Promise<boolean> {
    const object = { ...this.place, Body: text, ContentType: 'text/plain; charset=utf-8' };
    const condition = before ? { IfMatch: before.etag } : { IfNoneMatch: '*' };
    return orUnavailable(this.deadlineMs, async (within) => {
      try {
        await this.client.send(new PutObjectCommand({ ...object, ...condition }), within);
      } catch (error) {
        const code = codeOf(error) ?? '';
        if (['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'].includes(code)) return false;
        if (code !== 'NotImplemented') throw error;
        await this.client.send(new PutObjectCommand(object), within);
      }
      return true;
    });
  }
}
