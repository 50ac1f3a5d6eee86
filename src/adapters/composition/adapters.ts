import type { Provider } from '@nestjs/common';
import type { ReadinessCheck } from '../http/shared/health.controller.js';
import type { Parts } from './parts.js';
import { adapterOf, type Made, type Making, type Port, type Token } from './port.js';
import { ports } from './ports.js';

/** The adapters that stand behind the ports of this service. */
export interface Adapters {
  of<P>(port: Token<P>): P;
  readonly providers: readonly Provider[];
  /** Of the servers that adapters stand on. */
  readonly checks: readonly ReadinessCheck[];
}

/** Makes what the configuration chooses, a row of the table after the other. @throws what an adapter throws at its start */
export const makeAdapters = async (parts: Parts): Promise<Adapters> => {
  const made = new Map<unknown, unknown>();
  const checks: ReadinessCheck[] = [];
  const of = <P>(token: Token<P>): P => {
    if (made.has(token)) return made.get(token) as P;
    throw new Error(`${token.name} stands in no row above`);
  };
  for (const row of ports) {
    const { adapter, check } = await make(row, { ...parts, of });
    made.set(row.token, adapter);
    if (check) checks.push(check);
  }
  const providers = [...made].map(([provide, useValue]) => ({ provide, useValue }) as Provider);
  return { of, providers, checks };
};

const make = async <P>(row: Port<P>, making: Making): Promise<Made<P>> => {
  if (making.config.readOnly && row.readOnly) return { adapter: row.readOnly(making), check: undefined };
  const { adapter, check } = await adapterOf(row, making.config).chosen(making.config)!(making);
  return { adapter: row.observed(adapter, making), check };
};
