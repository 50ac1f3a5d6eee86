/** What begins a connection string, and what the client calls it. */
const schemes: ReadonlyMap<string, string> = new Map([
  ['esdb', 'esdb'],
  ['esdb+discover', 'esdb+discover'],
  ['kurrentdb', 'esdb'],
  ['kurrentdb+discover', 'esdb+discover'],
]);

interface Option {
  readonly takes: RegExp;
  readonly rule: string;
}

const anything: Option = { takes: /./, rule: 'must have a value' };
const number: Option = { takes: /^\d{1,9}$/, rule: 'must be a whole number' };

/** The options that are taken. The client would print the whole string, password included, at one that it does not know. */
const options = {
  connectionName: anything,
  defaultDeadline: number,
  discoveryInterval: number,
  gossipTimeout: number,
  keepAliveInterval: number,
  keepAliveTimeout: number,
  maxDiscoverAttempts: number,
  nodePreference: { takes: /^leader$/i, rule: 'must be leader: another node may lack what was just written' },
  tls: { takes: /^(true|false)$/, rule: 'must be true or false' },
  tlsCAFile: anything,
  tlsVerifyCert: { takes: /^true$/, rule: 'must be true: give the authority of the certificate as tlsCAFile' },
  userCertFile: anything,
  userKeyFile: anything,
} satisfies Readonly<Record<string, Option>>;
type OptionName = keyof typeof options;

/** A connection string of EventStoreDB or KurrentDB, taken apart. */
export interface ConnectionString {
  readonly scheme: string;
  /** `user:password@` if given, and each `host:port`, as given. */
  readonly nodes: string;
  readonly options: ReadonlyMap<OptionName, string>;
}

const shape =
  /^(?<scheme>[a-z+]+):\/\/(?<nodes>(?:[^\s:@/?]+:[^\s:@/?]+@)?[\w.-]+(?::\d{1,5})?(?:,[\w.-]+(?::\d{1,5})?)*)\/*(?:\?(?<query>\S+))?$/;

/**
 * Several nodes stand between commas, each with a port of its own if need be.
 * @throws Error that says what the string must be, and shows nothing of it but the name of an option
 */
export const parseConnectionString = (given: string): ConnectionString => {
  const { scheme: begin = '', nodes, query } = shape.exec(given)?.groups ?? {};
  const scheme = schemes.get(begin);
  if (nodes === undefined || scheme === undefined) throw new Error(expected);
  const parts = (query ?? '').replace(/\/+$/, '').split('&').filter(Boolean);
  // The client would leave all names but the first out of `discover`; each of several nodes is asked for all of them.
  return { scheme: nodes.includes(',') ? 'esdb' : scheme, nodes, options: new Map(parts.map(readOption)) };
};

const expected =
  'must be a connection string such as esdb://user:password@node1:2113,node2:2113?tls=true, that begins with ' +
  `${[...schemes.keys()].map((each) => `${each}://`).join(', ')}; special characters in user and password are percent-encoded`;

const flat = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');
const byFlatName = new Map(Object.keys(options).map((name) => [flat(name), name as OptionName]));

const readOption = (part: string): [OptionName, string] => {
  const [given = '', ...rest] = part.split('=');
  const value = rest.join('=');
  const name = byFlatName.get(flat(given));
  if (!name) throw new Error(`has an option that is not known here: only ${Object.keys(options).join(', ')} are`);
  const { takes, rule } = options[name];
  if (!takes.test(value)) throw new Error(`has an option that cannot be meant: ${name} ${rule}`);
  return [name, value];
};

/** As the client reads it. */
export const formatConnectionString = ({ scheme, nodes, options }: ConnectionString): string =>
  `${scheme}://${nodes}?${[...options].map(([name, value]) => `${name}=${value}`).join('&')}`;
