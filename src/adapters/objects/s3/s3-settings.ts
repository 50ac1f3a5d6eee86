/** Where the bucket is and who may use it. */
export interface S3Settings {
  /** `http(s)://host[:port]` of the server, without the bucket. */
  readonly endpoint: string;
  /** What requests are signed for; most compatible servers take any. */
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The bucket stands in the path, `endpoint/bucket/…`, and not before the host's name. */
  readonly pathStyle: boolean;
}
