import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { DependencyUnavailable } from '../../../application/ports/unavailable.js';
import { inTime } from '../../resilience/deadline.js';
import type { S3Settings } from './s3-settings.js';

/** Asks nothing of the server yet. */
export const clientOf = ({ endpoint, region, accessKeyId, secretAccessKey, pathStyle }: S3Settings): S3Client =>
  new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: pathStyle,
    // Checksums beyond those of the signature are Amazon's own; sealed bytes are authenticated anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    retryMode: 'standard',
    maxAttempts: 3,
  });

/** What the server calls its refusal; undefined where it gave no answer. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof S3ServiceException ? error.name : undefined;

/** What calls take that end with their deadline. */
export interface Within {
  readonly abortSignal: AbortSignal;
}

/** @throws DependencyUnavailable when `work` throws, or is not done within so many milliseconds */
export const orUnavailable = async <T>(deadlineMs: number, work: (within: Within) => Promise<T>): Promise<T> => {
  try {
    return await inTime(deadlineMs, (abortSignal) => work({ abortSignal }));
  } catch (cause) {
    throw new DependencyUnavailable('object store', { cause });
  }
};
