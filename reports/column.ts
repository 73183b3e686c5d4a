import type { Wording } from '../packs/schema.ts';

/** A column of a table: its titles, and what stands in it. */
export interface Column<Entry> {
  title: Wording;
  cell(entry: Entry): string | number | null;
  isNumber?: boolean;
}
