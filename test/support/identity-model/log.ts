import { expect } from '@jest/globals';
import { eventually } from '../eventually.js';
import type { IdentityApp } from '../people/identity-app.js';
import { send } from '../people/journey.js';
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

/** Who holds what was claimed after a position, as `scope owner`, and where the log ends. */
export const claimsSince = async (app: IdentityApp, after: string | undefined) => {
  const { auditor } = (await send(`${app.url}/sandbox/staff-tokens`, 'GET')).body;
  const query = `types=ClaimTaken,ClaimReleased${after ? `&after=${encodeURIComponent(after)}` : ''}`;
  const headers = { authorization: `Bearer ${auditor}` };
  const answer = await fetch(`${app.url}/v1/audit/events?${query}`, { headers });
  const lines = (await answer.text()).split('\n').filter((line) => line !== '');
  const facts: readonly Fact[] = lines.map((line) => JSON.parse(line));
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
export const logAgrees = (model: IdentityModel, { app, persons, position }: IdentityReal): Promise<void> =>
  eventually(async () => {
    const live = [...model.accounts.values()];
    const claims = live.flatMap(({ userId, mobile, username }) => [
      `identityIdNumber ${userId}`,
      ...(mobile === null ? [] : [`identityMobile ${userId}`]),
      ...(username === null ? [] : [`username ${userId}`]),
    ]);
    expect((await claimsSince(app, position)).held).toEqual(claims.toSorted());

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
