import type { ReadinessCheck } from '../http/shared/health.controller.js';
import { absent } from '../read-only/absent.js';
import type { Config } from './config.js';
import type { VariableName } from './environment/variables.js';
import type { Parts } from './parts.js';

/** A port is named by its class. */
export type Token<P> = abstract new (...args: never[]) => P;

/** Parts, and the adapters of the rows above. */
export interface Making extends Parts {
  of<P>(port: Token<P>): P;
}

/** An adapter that was made, and what readiness asks of the server that it stands on, where it has one of its own. */
export interface Made<P> {
  readonly adapter: P;
  readonly check: ReadinessCheck | undefined;
}

/** One way to stand behind a port. */
export interface Adapter<P> {
  readonly is: string;
  /** The variable that chooses it; undefined for the one that stands there unless another is chosen. */
  readonly by: VariableName | undefined;
  /** What the start says of it. */
  shown(config: Config): string;
  /** Undefined where the configuration does not choose it. */
  chosen(config: Config): ((making: Making) => Promise<Made<P>>) | undefined;
}

/** A row of the table: a port, and the adapters that can stand behind it, the first unless another is chosen. */
export interface Port<P> {
  readonly token: Token<P>;
  readonly name: string;
  readonly adapters: readonly Adapter<P>[];
  /** Puts around any of them what counts and traces its calls. */
  observed(adapter: P, making: Making): P;
  /** What stands there in a service that writes nothing; undefined: the same. */
  readonly readOnly: ((making: Making) => P) | undefined;
}

export const port = <P>(
  token: Token<P>,
  name: string,
  adapters: readonly [Adapter<P>, ...Adapter<P>[]],
  observed: Port<P>['observed'] = (adapter) => adapter,
  readOnly?: Port<P>['readOnly'],
): Port<P> => ({ token, name, adapters, observed, readOnly });

/** A port whose things live by being written: in a service that writes nothing they are not there. */
export const written = <P extends object>(row: Port<P>): Port<P> => ({ ...row, readOnly: () => absent<P>() });

interface About<A> {
  /** What the start says of it, unless that is `is`. */
  readonly shown?: (config: Config) => string;
  /** Called when the service stops. */
  readonly close?: (adapter: A) => unknown;
  /** The server that it stands on: its name in readiness, and what rejects when it is away, or answers why it will not do. */
  readonly server?: readonly [name: string, reach: (adapter: A) => Promise<string | undefined>];
}

/** The adapter that stands there unless another is chosen. */
export const standard = <A>(
  is: string,
  make: (making: Making) => A | Promise<A>,
  about: About<A> = {},
): Adapter<A> => ({
  is,
  by: undefined,
  shown: about.shown ?? (() => is),
  chosen: () => (making) => made(making, make(making), about),
});

/** A standard adapter of the sandbox: without it the port is chosen, since a service whose provider is played is one. */
export const played = <A>(is: string, make: (sandbox: NonNullable<Parts['sandbox']>, making: Making) => A) =>
  standard(is, (making) => make(making.sandbox!, making));

/** An adapter for where nothing is played. */
export const unplayed = <A>(is: string, make: (making: Making) => A): Adapter<A> => {
  const adapter = standard(is, make);
  return { ...adapter, chosen: (config) => (config.sandbox ? undefined : adapter.chosen(config)) };
};

/** An adapter that a variable chooses. @param settings undefined unless it is chosen */
export const choice = <A, S>(
  by: VariableName,
  is: string,
  settings: (config: Config) => S | undefined,
  make: (making: Making, settings: S) => A | Promise<A>,
  about: About<A> = {},
): Adapter<A> => ({
  is,
  by,
  shown: (config) => `${about.shown?.(config) ?? is} (${by})`,
  chosen(config) {
    const given = settings(config);
    return given === undefined ? undefined : (making) => made(making, make(making, given), about);
  },
});

const made = async <A>({ resources }: Parts, making: A | Promise<A>, { close, server }: About<A>): Promise<Made<A>> => {
  const adapter = await making;
  if (close) resources.add(adapter, close);
  if (!server) return { adapter, check: undefined };
  const [name, reach] = server;
  return { adapter, check: { name, check: () => reach(adapter) } };
};

/** The adapter that a configuration puts behind a port. */
export const adapterOf = <P>({ adapters: [first, ...others] }: Port<P>, config: Config): Adapter<P> =>
  others.find((each) => each.chosen(config)) ?? first!;
