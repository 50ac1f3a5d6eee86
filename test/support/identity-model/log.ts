import { expect } from '@jest/globals';
import { eventually } from '../eventually.js';
import type { RunningService } from '../servers/running-service.js';
import type { IdentityModel } from './model.js';
import type { IdentityReal } from './world.js';

interface Fact {
  readonly position: string;
  readonly stream: string;
  readonly type: string;
  readonly data: { readonly owner: string; readonly scope: string };
}

/** Imports that bring nothing new leave no fact; claims of refused calls leave one once their time is over. */
const uncounted = ['IdentityUserImported', 'AttemptLapsed'];

/** Who holds what was claimed after a position, as `scope owner`, and where the last such claim stands. */
export const claimsSince = async (service: RunningService, after = '0') => {
  const facts = await service.query<Fact>(
    `select position, stream, type, data from events
     where type in ('ClaimTaken', 'ClaimReleased') and position > ${after} order by position`,
  );
  const held = new Map<string, string>();
  for (const { stream, type, data } of facts)
    if (type === 'ClaimTaken') held.set(stream, `${data.scope} ${data.owner.replace('IdentityUser-', '')}`);
    else held.delete(stream);
  return { held: [...held.values()].toSorted(), position: facts.at(-1)?.position ?? after };
};

/**
 * What the log has of a sequence: no claim is held but those of live accounts, each its own; each fact is there once,
 * and folded they are what the model says.
 */
export const logAgrees = (model: IdentityModel, { service, app, persons, position }: IdentityReal): Promise<void> =>
  eventually(async () => {
    const live = [...model.accounts.values()];
    const claims = live.flatMap(({ userId, mobile, username }) => [
      `identityIdNumber ${userId}`,
      ...(mobile === null ? [] : [`identityMobile ${userId}`]),
      ...(username === null ? [] : [`username ${userId}`]),
    ]);
    expect((await claimsSince(service, position)).held).toEqual(claims.toSorted());

    for (const [person, { userId, status, level, participates, facts }] of model.accounts) {
      const search = { idNumber: persons[person]!.idNumber, category: 'IdentityUser' };
      const reason = { 'x-audit-reason': 'end of a random walk' };
      const { items } = (await app.as('auditor', 'POST', '/audit/stream-searches', search, reason)).body;
      const stream = `IdentityUser-${userId}`;
      expect(items.map((item: { stream: string }) => item.stream)).toEqual([stream]);
      const path = `/audit/streams/${stream}`;
      const { state } = (await app.as('auditor', 'GET', `${path}/state?revision=${items[0].revision}`)).body;
      expect(state).toMatchObject({ is: status, realNameLevel: level });
      if (status === 'active') expect(state.participates).toBe(participates);
      const counted: Record<string, number> = {};
      for (const { type } of (await app.as('auditor', 'GET', `${path}?limit=500`)).body.items)
        if (!uncounted.includes(type)) counted[type] = (counted[type] ?? 0) + 1;
      expect(counted).toEqual(facts);
    }
  });
