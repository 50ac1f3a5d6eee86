import { fieldCatalogue, problemCatalogue } from './problem-catalogue.js';

/**
 * `docs/problems.md`.
 * @param journeys the text of `docs/journeys.md`, whose sections name the codes that their screens meet
 */
export const problemsPage = (journeys: string): string => {
  const screens = screensOf(journeys);
  const linked = (code: string) => screens.filter(({ codes }) => codes.has(code)).map(({ link }) => link);
  const rows = problemCatalogue.map(({ code, status, zh, en, members }) => [
    `\`${code}\``,
    String(status),
    zh.detail,
    en.detail,
    members.map((name) => `\`${name}\``).join(' ') || '–',
    linked(code).join(', ') || '–',
  ]);
  return [
    '# Problems',
    '',
    'Every code that a refusal may carry (RFC 9457), written by `npm run configuration` from the code. The `type` of a problem is',
    'the address of a page that says the same, `/problems/<code>`. Logic uses `code`; the texts may be shown as they are.',
    '',
    table(['code', 'status', '中文', 'English', 'members', 'screens'], rows),
    '',
    '## Codes of fields',
    '',
    'In `errors[].code` of `request.invalid`; `errors[].pointer` names the field.',
    '',
    table(
      ['code', '中文', 'English'],
      fieldCatalogue.map(({ code, zh, en }) => [`\`${code}\``, zh, en]),
    ),
    '',
  ].join('\n');
};

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const screensOf = (journeys: string) =>
  journeys
    .split(/^#{2,3} /m)
    .slice(1)
    .map((section) => {
      const title = section.slice(0, section.indexOf('\n'));
      const name = /^(?:Figure \d+|\p{Script=Han})/u.exec(title)?.[0] ?? title;
      const codes = new Set([...section.matchAll(/`([a-z0-9-]+\.[a-z0-9-]+)`/g)].map((match) => match[1]));
      return { link: `[${name}](journeys.md#${anchorOf(title)})`, codes };
    })
    .filter(({ codes }) => codes.size > 0);

/** As GitHub makes it of a heading. */
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
