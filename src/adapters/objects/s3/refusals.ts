import { S3ServiceException } from '@aws-sdk/client-s3';
import type { S3Settings } from './s3-settings.js';

type Refusal = (settings: S3Settings) => string;

const otherRegion: Refusal = ({ bucket, region }) => `S3_REGION: the bucket ${bucket} is not in ${region}`;

/** What the operator reads when the server refuses to list the bucket, by the code of its answer. */
const refusals: ReadonlyMap<string, Refusal> = new Map<string, Refusal>([
  ['NoSuchBucket', ({ bucket, endpoint }) => `S3_BUCKET: there is no bucket ${bucket} at ${endpoint}; make it first`],
  ['InvalidAccessKeyId', ({ endpoint }) => `S3_ACCESS_KEY_ID: ${endpoint} does not know this key`],
  ['SignatureDoesNotMatch', () => 'S3_SECRET_ACCESS_KEY: it is not the secret of this key'],
  ['AccessDenied', ({ bucket }) => `S3_ACCESS_KEY_ID: this key may not list the bucket ${bucket}`],
  ['AuthorizationHeaderMalformed', otherRegion],
  ['PermanentRedirect', otherRegion],
  ['RequestTimeTooSkewed', ({ endpoint }) => `S3_ENDPOINT: the clocks of this machine and of ${endpoint} differ`],
]);

/** What to tell the operator who named a server that did not list the bucket. */
export const refusalOf = (error: unknown, settings: S3Settings): string => {
  const { endpoint } = settings;
  if (!(error instanceof S3ServiceException)) return `S3_ENDPOINT: no S3 server answers at ${endpoint}`;
  const refusal = refusals.get(error.name);
  if (refusal) return refusal(settings);
  return `S3_ENDPOINT: ${endpoint} answers ${error.$metadata.httpStatusCode} ${error.name} when asked for the bucket`;
};
