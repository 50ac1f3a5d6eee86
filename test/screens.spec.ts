import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { figures } from './support/browser/figures.js';

const dist = 'web/dist';

/** Every file that a page may load, from its own on, through what those name; but for what `later` begins with. */
const loadedBy = (page: string, later: string): ReadonlySet<string> => {
  const found = new Set<string>();
  const look = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    const named = readFileSync(join(dist, path), 'utf8').matchAll(
      /["'`](?:\.?\/)?(?:assets\/)?([\w-]+\.(?:js|css))["'`]/g,
    );
    for (const [, name] of named) if (!name!.startsWith(later) && assets.has(name!)) look(join('assets', name!));
  };
  look(join(page, 'index.html'));
  return found;
};
const assets = new Set(readdirSync(join(dist, 'assets')));
const compressed = (path: string): number => statSync(join(dist, `${path}.br`)).size;

describe('the screens as they are built', () => {
  it('cost a phone 150 kB at most, all screens of the futures app together, before a video call is opened', () => {
    const loaded = [...loadedBy('app/futures', 'QueueAndCall')];
    expect(loaded.some((path) => path.includes('SubmissionPage'))).toBe(true);
    const fonts = [...assets].filter((name) => name.endsWith('.woff2'));
    expect(fonts).toHaveLength(1);
    const bytes = [...loaded.map(compressed), ...fonts.map((name) => statSync(join(dist, 'assets', name)).size)];
    expect(bytes.reduce((sum, each) => sum + each)).toBeLessThan(150_000);
  });

  it('load nothing of strangers and nothing inline', () => {
    const texts = [...assets]
      .filter((name) => name.endsWith('.css'))
      .map((name) => readFileSync(join(dist, 'assets', name), 'utf8'));
    expect(texts.filter((text) => /url\("?(?:https?:)?\/\//.test(text))).toEqual([]);
    const page = readFileSync(join(dist, 'app/futures/index.html'), 'utf8');
    expect(page).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/);
  });

  it('have a small picture of each figure, and docs/screens.md shows it', () => {
    const page = readFileSync('docs/screens.md', 'utf8');
    for (const name of Object.keys(figures)) {
      expect(statSync(`docs/screens/${name}.webp`).size).toBeLessThan(60 * 1024);
      expect(page).toContain(`(screens/${name}.webp)`);
    }
  });
});
