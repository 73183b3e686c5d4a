/** A row of an imported file, once its columns are understood: what it asks for, not yet what it makes of anybody's record. */
import type { CustomerContact, CustomerRecord } from './record.ts';

/** The fields of a record that a cell can fill as a whole. */
export type CellField =
  | 'name'
  | 'nameLatin'
  | 'party'
  | 'nationalNumber'
  | 'classes'
  | 'language'
  | 'preferredChannel'
  | 'priorityGround'
  | 'interests'
  | 'remarks';

/** What the filled cells of a row say; an empty cell says nothing. */
export type RowChanges = Partial<Pick<CustomerRecord, CellField>> & {
  contacts?: Pick<CustomerContact, 'kind' | 'value'>[];
  /** The organisation's own fields (F-04). */
  fields?: Record<string, string>;
};

export const rowFaults = [
  'required',
  'unknown-value',
  'not-valid',
  'too-long',
  'unreadable',
  'error-cell',
  'no-result',
  'surplus-cells',
  'not-kept',
  'no-contact',
  'unknown-customer',
  'merged-customer',
  'same-customer',
] as const;

/** What is wrong with a row: never what stands in its cells, which may be a person's. */
export interface RowFault {
  row: number;
  /** The column's field, such as `mobile`; null if the row as a whole is meant. */
  column: string | null;
  fault: (typeof rowFaults)[number];
  /** Of `surplus-cells` how many cells and titles there are, such as 6/5, of `same-customer` the earlier row, of `merged-customer` the customer who goes on. */
  other?: string;
}

/** A row of the file that looks like another of its rows, or like a customer who is there already. */
export interface RowAlike {
  row: number;
  likeRow: number | null;
  likeCustomer: string | null;
  /** From 0 to 1. */
  score: number;
}

export interface ImportRow {
  /** As a spreadsheet counts: the titles stand in row 1. */
  row: number;
  /** The customer whom it changes; null: a new one. */
  customer: string | null;
  changes: RowChanges;
  /** Earlier rows of the file that look alike. */
  alike: { row: number; score: number }[];
}
