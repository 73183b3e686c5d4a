import type { Readable } from 'node:stream';
import { asCsv } from '../../application/export/csv.ts';
import type { RegisterEntry } from '../../reports/register/entry.ts';
import type { RegisterTable } from '../../reports/register/table.ts';

/** The register as CSV, as it is read. */
export function registerAsCsv(entries: AsyncIterable<RegisterEntry>, table: RegisterTable): Readable {
  return asCsv(table.titles, cellsOf(entries, table));
}

async function* cellsOf(entries: AsyncIterable<RegisterEntry>, table: RegisterTable) {
  for await (const entry of entries) yield table.cells(entry);
}
