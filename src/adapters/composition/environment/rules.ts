import { isLoopback } from '../../http/sandbox/sandbox-door.js';
import { type Environment, textOf } from './variable.js';
import { type Given, rows, type VariableName } from './variables.js';

/** Variables that are given all together or not at all. */
const together: readonly {
  readonly all: readonly VariableName[];
  readonly more: readonly VariableName[];
  readonly none: string;
}[] = [
  {
    all: ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
    more: ['S3_REGION', 'S3_PATH_STYLE'],
    none: 'files',
  },
  { all: ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'], more: [], none: 'WebRTC' },
  {
    all: ['EST_URL', 'EST_CA_FILE', 'EST_CERTIFICATE_FILE', 'EST_KEY_FILE'],
    more: [],
    none: 'an authority of the service’s own',
  },
  { all: ['TSA_URL', 'TSA_CA_FILE'], more: [], none: 'times that are the service’s own word' },
];

/** Each chooses the provider of one port. */
export const providerChoices = ['SMS_GATEWAY', 'IDENTITY_AUTHORITY', 'FACE_PROVIDER', 'OIDC_ISSUER'] as const;

/** Pairs whose values contradict each other, and what must be instead. */
const contradictions: readonly (readonly [rule: string, holds: (given: Given) => boolean])[] = [
  [
    'SESSION_IDLE_MINUTES must not be longer than SESSION_HOURS',
    (given) => given.SESSION_IDLE_MINUTES <= given.SESSION_HOURS * 60,
  ],
  [
    'READ_ONLY=on needs DATABASE_URL: an embedded server would write to DATA_DIR',
    (given) => given.READ_ONLY === 'off' || given.DATABASE_URL !== undefined,
  ],
  [
    'HEADERS_TIMEOUT_SECONDS must not be longer than REQUEST_TIMEOUT_SECONDS',
    (given) => given.HEADERS_TIMEOUT_SECONDS <= given.REQUEST_TIMEOUT_SECONDS,
  ],
  [
    'DRAIN_DELAY_SECONDS must be shorter than DRAIN_SECONDS, which it is part of',
    (given) => given.DRAIN_DELAY_SECONDS < given.DRAIN_SECONDS,
  ],
  [
    'METRICS_PORT must be another one than PORT, or 0',
    (given) => given.PORT === 0 || given.PORT !== given.METRICS_PORT || given.HOST !== given.METRICS_HOST,
  ],
];

/** What contradicts itself although each value is right. */
export const problemsWithin = (given: Given): readonly string[] =>
  contradictions.flatMap(([rule, holds]) => (holds(given) ? [] : [rule]));

/** What no variable alone can tell, a line for each problem. */
export const problemsBetween = (env: Environment): readonly string[] => {
  const given = (name: string) => textOf(env, name) !== undefined;
  return [...halfGroups(given), ...mixture(env, given), ...missingNeeds(env, given)];
};

const halfGroups = (given: (name: string) => boolean): readonly string[] =>
  together.flatMap(({ all, more, none }) => {
    const missing = all.filter((name) => !given(name));
    if (missing.length === 0 || ![...all, ...more].some(given)) return [];
    const names = `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
    return [`${missing.join(', ')} missing: ${names} go together, or none for ${none}`];
  });

/**
 * One played provider makes every level and every signature worthless, whatever the others are: each port is chosen by
 * itself, but a mixture does not start.
 */
const mixture = (env: Environment, given: (name: string) => boolean): readonly string[] => {
  const chosen = providerChoices.filter(given);
  const played = providerChoices.filter((name) => !given(name));
  if (chosen.length > 0 && played.length > 0)
    return [`${chosen.join(', ')} given, but not ${played.join(', ')}: all of them, or none for the sandbox`];
  if (chosen.length > 0 && given('SANDBOX')) return ['SANDBOX=on contradicts real providers'];
  if (given('SANDBOX')) return [];
  if (chosen.length === 0 && textOf(env, 'NODE_ENV') === 'production')
    return [`NODE_ENV=production needs ${played.join(', ')}`];
  const host = textOf(env, 'HOST') ?? 'localhost';
  if (chosen.length === 0 && !isLoopback(host))
    return [`HOST=${host} would show a sandbox to other machines: SANDBOX=on if that is meant, else real providers`];
  return [];
};

const missingNeeds = (env: Environment, given: (name: string) => boolean): readonly string[] =>
  rows
    .filter(([name, { neededBy }]) => !given(name) && neededBy.some((choice) => isChosen(env, choice)))
    .map(([name]) => `${name} is missing`);

/** @param choice such as `SMS_GATEWAY=tencent-cloud` */
const isChosen = (env: Environment, choice: string): boolean => {
  const [name = '', value] = choice.split('=');
  return textOf(env, name) === value;
};
