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

type Value = (name: string) => string | undefined;

const together = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];
const names = [...together, 'S3_REGION', 'S3_PATH_STYLE'];

/** Undefined when no variable is given. Each thing that is wrong adds a line to `problems`, none of which shows the secret. */
export const readS3Settings = (value: Value, problems: string[]): S3Settings | undefined => {
  if (names.every((name) => value(name) === undefined)) return undefined;
  const missing = together.filter((name) => value(name) === undefined);
  const pathStyle = value('S3_PATH_STYLE') ?? 'true';
  const settings = {
    endpoint: (value('S3_ENDPOINT') ?? '').replace(/\/+$/, ''),
    region: value('S3_REGION') ?? 'us-east-1',
    bucket: value('S3_BUCKET') ?? '',
    accessKeyId: value('S3_ACCESS_KEY_ID') ?? '',
    secretAccessKey: value('S3_SECRET_ACCESS_KEY') ?? '',
    pathStyle: pathStyle === 'true',
  };
  const rules: readonly (readonly [name: string, keeps: boolean, rule: string])[] = [
    ['S3_ENDPOINT', isOrigin(settings.endpoint), 'must be http(s)://host[:port], without user, path or query'],
    ['S3_REGION', /^[a-z0-9-]+$/.test(settings.region), 'must be a name such as us-east-1'],
    [
      'S3_BUCKET',
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(settings.bucket),
      'must be 3 to 63 of a-z, 0-9, - and ., with a letter or digit at both ends',
    ],
    ['S3_PATH_STYLE', ['true', 'false'].includes(pathStyle), 'must be true or false'],
  ];
  const wrong = rules.filter(([name, keeps]) => !keeps && !missing.includes(name));
  if (missing.length > 0)
    problems.push(`${missing.join(', ')} missing: ${together.join(', ')} go together, or none for files`);
  problems.push(...wrong.map(([name, , rule]) => `${name} ${rule}`));
  return missing.length + wrong.length > 0 ? undefined : settings;
};

const isOrigin = (text: string): boolean => {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { username, password, pathname, search, hash } = new URL(text);
  return `${username}${password}${pathname}${search}${hash}` === '/';
};
