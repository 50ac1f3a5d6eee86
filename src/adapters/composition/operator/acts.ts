import type { INestApplicationContext } from '@nestjs/common';
import { CommandRunner } from '../../../application/core/command-runner.js';
import { EventCodec, SealsWritten } from '../../../application/core/event-codec.js';
import { Clock } from '../../../application/ports/clock.js';
import { staffSubject } from '../../../application/shared/staff-acts.js';
import { auditTrail } from '../../../domain/audit-trail/audit-trail.js';
import { PostgresDataKeys } from '../../postgres/data-keys.js';
import type { Config } from '../config.js';
import { openAuthentic } from '../logs.js';
import type { Database } from './database.js';
import { rightKeyring } from './keyring.js';
import { operator, operatorContext } from './operator.js';

/** What an operator decided to do, and why. */
export interface Act {
  readonly command: string;
  /** What it is done to; never a person's data (P1). */
  readonly on: string;
  readonly reason: string;
}

/** Writes the act into the log, before it is done. @throws DependencyUnavailable, Error for another master key than the data's */
export const recordAct = async ({ pool, store }: Database, config: Config, act: Act): Promise<void> => {
  const keyring = await rightKeyring(pool, config);
  const codec = new EventCodec(new PostgresDataKeys(pool, keyring), new SealsWritten(config.sealFormat));
  const log = await openAuthentic({ pool, keyring }, store);
  const staff = operator();
  const fact = { type: 'OperatorActed', data: { ...act } } as const;
  await new CommandRunner(log, codec).run(auditTrail, staff.id, fact, operatorContext(), staffSubject(staff));
};

/** The same by the application, at its clock. @throws DependencyUnavailable */
export const recordActIn = async (app: INestApplicationContext, act: Act): Promise<void> => {
  const staff = operator();
  const fact = { type: 'OperatorActed', data: { ...act } } as const;
  const context = operatorContext(app.get(Clock).now());
  await app.get(CommandRunner).run(auditTrail, staff.id, fact, context, staffSubject(staff));
};
