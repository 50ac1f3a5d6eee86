/** What a command of an operator tells. */
export interface Report {
  /** Something is not as it should be: exit code 1. */
  readonly found: boolean;
  /** Whether anything is wrong cannot be told: exit code 2. */
  readonly cannotTell?: boolean;
  /** For people. */
  readonly lines: readonly string[];
  /** The same for programs (`--json`). */
  readonly data: object;
}

/** Columns, as wide as what stands in them. */
export const aligned = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, n) => Math.max(cell.length, widest[n] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n]!))
      .join('  ')
      .trimEnd(),
  );
};
