import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { connections } from '../../src/adapters/postgres-server/budget.js';

const operations = readFileSync('docs/operations.md', 'utf8');
const ofInstance = Object.values(connections).reduce((sum, most) => sum + most, 0);

describe('the connections of an instance', () => {
  it('are those of docs/operations.md', () => {
    const rows = [...operations.matchAll(/^\| `realname ([a-z ]+)` \| (\d+) \|/gm)];
    expect(Object.fromEntries(rows.map(([, name, most]) => [name, Number(most)]))).toEqual(connections);
    expect(operations).toContain(`| each instance | ${ofInstance} |`);
    expect(operations).toContain(`\`n × ${ofInstance} + 3\``);
  });

  it('let three instances share a server with PostgreSQL’s own limit', () => {
    expect(3 * ofInstance + 3).toBeLessThanOrEqual(100);
  });
});
