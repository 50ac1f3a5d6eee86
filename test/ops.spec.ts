import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sourceFiles } from './support/source-files.js';

const alerts = readFileSync('ops/alerts.yml', 'utf8');
const named = [...alerts.matchAll(/- alert: (\w+)$/gm)].map(([, name]) => name!);
const made = new Set(
  sourceFiles('src').flatMap(({ text }) => [...text.matchAll(/['"`](realname_\w+)['"`]/g)].map(([, name]) => name!)),
);
/** A histogram is asked for by its parts. */
const metricsIn = (text: string) =>
  [...text.matchAll(/\brealname_\w+/g)].map(([name]) => name.replace(/_(?:bucket|count|sum)$/, ''));

describe('ops', () => {
  it('asks for metrics that the service has', () => {
    for (const file of ['ops/alerts.yml', 'ops/dashboard.json'])
      expect(metricsIn(readFileSync(file, 'utf8')).filter((name) => !made.has(name))).toEqual([]);
  });

  it('has an entry in the runbook for each alert, and no others', () => {
    const entries = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(entries.toSorted()).toEqual(named.toSorted());
    const linked = [...alerts.matchAll(/runbook: docs\/runbook\.md#(\w+)$/gm)].map(([, anchor]) => anchor);
    expect(linked).toEqual(named.map((name) => name.toLowerCase()));
  });

  it('tries each alert out', () => {
    const tried = [...readFileSync('ops/alerts.test.yml', 'utf8').matchAll(/alertname: (\w+)$/gm)].map(
      ([, name]) => name,
    );
    expect(tried).toEqual(named);
  });

  const promtool = spawnSync('promtool', ['--version']).status === 0;
  (promtool ? it : it.skip)('promtool, where it is installed, finds that each alert fires as it should', () => {
    const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'ops/alerts.test.yml'], {
      encoding: 'utf8',
    });
    expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
  });
});
