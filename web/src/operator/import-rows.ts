import { ApiProblem } from '@realname/client';
import { textOf } from '../kit/refusals.js';
import { type Cells, columnOf } from './columns.js';

/** A row of an import, and what became of it. */
export interface ImportRow {
  readonly cells: Cells;
  /** Of the file, as a spreadsheet counts: the head is line 1. */
  readonly line: number;
  state: 'new' | 'running' | 'imported' | 'refused';
  /** What is wrong, by columns. */
  errors: Readonly<Record<string, string>>;
  /** What is wrong with the row, or that it was imported. */
  note: string;
}

export const newRow = (cells: Cells, line: number): ImportRow => ({ cells, line, state: 'new', errors: {}, note: '' });

interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** Marks a row with a refusal: the fields at their columns, everything else at the row. */
export const refuse = (row: ImportRow, error: unknown): void => {
  row.state = 'refused';
  const problems = error instanceof ApiProblem && Array.isArray(error.body.errors) ? error.body.errors : [];
  const placed = (problems as FieldProblem[]).map(({ pointer, detail }) => [columnOf(pointer), detail] as const);
  row.errors = Object.fromEntries(placed.filter((each): each is readonly [string, string] => each[0] !== undefined));
  row.note = placed.length > 0 ? '' : textOf(error);
};
