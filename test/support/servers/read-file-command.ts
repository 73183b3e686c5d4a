/** Reads a file as the API does and says what came of it, then a small one: `node … read-file-command.ts <file> csv|excel [MB]`. */
import { readFileSync } from 'node:fs';
import type { ResourceLimits } from 'node:worker_threads';
import { type TableForm, tableRows } from '../../../application/tables/read-table.ts';
import { FileRefused } from '../../../application/tables/table.ts';

async function outcome(bytes: Uint8Array<ArrayBuffer>, form: TableForm, most?: ResourceLimits): Promise<string> {
  let rows = 0;
  try {
    for await (const _ of tableRows(bytes, form, [], most)) rows += 1;
    return `${rows} rows`;
  } catch (error) {
    if (error instanceof FileRefused) return error.fault;
    throw error;
  }
}

const [file = '', form = 'csv', megabytes] = process.argv.slice(2);
const limits = megabytes ? { maxOldGenerationSizeMb: Number(megabytes) } : undefined;
console.log(await outcome(new Uint8Array(readFileSync(file)), form as TableForm, limits));
console.log(await outcome(new TextEncoder().encode('name,mobile\nx,1\n'), 'csv'));
