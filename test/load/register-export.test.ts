import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readFile, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { issueToken } from '../../application/sessions/sessions.ts';
import { type RunningApi, secret, startApi } from '../support/api/running-api.ts';
import { LinesRead, writeRegister } from '../support/load/register-load.ts';

/**
 * The stand-in for MongoDB deserialises a page of its file for every document that is asked for by its id. That takes a
 * millisecond each on a busy machine: with 100,000 complaints the three forms would take it more than five minutes.
 */
const cases = 30_000;
const organisation = 'neighbourhood-centres';
const manager = `${organisation}.manager.1`;
/** What is kept of each complaint is its key: the cases themselves would be more than 70 MB. */
const mayKeep = 24 * 1024 * 1024;

let api: RunningApi;
let answered: number;
const folder = mkdtempSync(join(tmpdir(), 'inaya-register-'));

beforeAll(async () => {
  api = await startApi({ staffOf: [organisation], worker: false });
  const start = Date.now();
  answered = await writeRegister(api.database, organisation, cases);
  console.log(`${cases} complaints written in ${seconds(start)} s`);
}, 600_000);
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

const seconds = (start: number) => Math.round((Date.now() - start) / 100) / 10;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are in use once everything that is not has been given back. */
function kept(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Exports the register, hands on each piece as it comes, and returns by how many bytes the memory in use rose meanwhile. */
async function exported(format: string, take: (piece: Buffer) => void | Promise<void>): Promise<number> {
  const before = kept();
  const start = Date.now();
  const { token } = await issueToken({ secret }, manager);
  const response = await fetch(`${api.url}/v1/organisations/${organisation}/register?format=${format}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  let bytes = 0;
  let most = 0;
  let measuredAt = 0;
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    await take(Buffer.from(piece));
    bytes += piece.length;
    // A few dozen times: each collection of garbage takes a while.
    if (Date.now() - measuredAt < 2000) continue;
    most = Math.max(most, kept() - before);
    measuredAt = Date.now();
  }
  const rate = Math.round(cases / ((Date.now() - start) / 1000));
  console.log(
    `${format}: ${cases} lines, ${bytes >> 20} MB in ${seconds(start)} s, ${rate} lines a second, ` +
      `at most ${most >> 20} MB more in use`,
  );
  return most;
}

describe(`the register of ${cases} complaints (100000 take the stand-in for MongoDB more than five minutes)`, () => {
  test.each(['json', 'csv'])(
    'as %s has every line in the order of receipt, and holds no more than their keys',
    async (format) => {
      const read = new LinesRead(cases);
      const decoder = new TextDecoder();
      let end = '';
      const most = await exported(format, (piece) => {
        const text = decoder.decode(piece, { stream: true });
        read.add(text);
        end = (end + text).slice(-1000);
      });
      expect(read).toMatchObject({ lines: cases, solutions: answered, firstOutOfOrder: null });
      if (format === 'json') expect(end).toContain(`"summary":{"total":${cases},`);
      expect(most).toBeLessThan(mayKeep);
    },
    600_000,
  );

  test('as an Excel workbook has every line in the order of receipt, and holds no more than their keys', async () => {
    const path = join(folder, 'register.xlsx');
    const file = await open(path, 'w');
    const most = await exported('xlsx', async (piece) => {
      await file.write(piece);
    });
    await file.close();
    const read = new LinesRead(cases);
    const { SheetNames, Sheets } = readFile(path, { dense: true });
    for (const name of SheetNames) {
      const lines = utils.sheet_to_json<unknown[]>(Sheets[name] ?? {}, { header: 1 });
      for (const cells of lines) read.add(`${cells[0] ?? ''}|${cells[5] ?? ''}`);
    }
    expect(read).toMatchObject({ lines: cases, solutions: answered, firstOutOfOrder: null });
    expect(most).toBeLessThan(mayKeep);
  }, 600_000);
});
