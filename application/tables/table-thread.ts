/** The thread in which one file is read: whatever the file does to it, it does to nobody else. */
import { parentPort, workerData } from 'node:worker_threads';
import { csvRows } from './read-csv.ts';
import { excelRows } from './read-excel.ts';
import type { TableForm, ThreadAnswer } from './read-table.ts';
import { FileRefused, type TableRow } from './table.ts';

const rowsAtOnce = 200;

const { bytes, form, titles } = workerData as { bytes: Uint8Array; form: TableForm; titles: string[] };
const say = (answer: ThreadAnswer) => parentPort?.postMessage(answer);

let rows: TableRow[] = [];
try {
  for await (const row of form === 'csv' ? csvRows(bytes, titles) : excelRows(bytes)) {
    rows.push(row);
    if (rows.length < rowsAtOnce) continue;
    say({ rows });
    rows = [];
  }
  say({ rows, isDone: true });
} catch (error) {
  if (!(error instanceof FileRefused)) throw error;
  say({ refused: { fault: error.fault, at: error.at } });
}
