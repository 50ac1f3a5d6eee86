/** What a person is told about a code, in one language. */
export interface Text {
  readonly title: string;
  readonly detail: string;
}

export interface ProblemText {
  /** The status this code usually comes with. */
  readonly status: number;
  readonly zh: Text;
  readonly en: Text;
}

/** Lines of `code | status | title | detail | English title | English detail`. */
export const problemTable = (lines: string): ReadonlyMap<string, ProblemText> =>
  new Map(
    rows(lines).map(([code = '', status, zhTitle = '', zhDetail = '', enTitle = '', enDetail = '']) => [
      code,
      {
        status: Number(status),
        zh: { title: zhTitle, detail: zhDetail },
        en: { title: enTitle, detail: enDetail },
      },
    ]),
  );

export interface FieldText {
  readonly zh: string;
  readonly en: string;
}

/** Lines of `code | text | English text`. */
export const fieldTable = (lines: string): ReadonlyMap<string, FieldText> =>
  new Map(rows(lines).map(([code = '', zh = '', en = '']) => [code, { zh, en }]));

const rows = (lines: string): string[][] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
