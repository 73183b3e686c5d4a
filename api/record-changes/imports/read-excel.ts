/**
 * Reads the first sheet of an Excel workbook row by row. The sizes of its parts are known before anything is unpacked, and
 * hold while it is: a small file that would fill the memory is refused. Nothing of it is written to a disk.
 */
import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { tooLarge } from '../../attachments/upload-body.ts';
import { invalid } from '../../cases/command-definition.ts';
import { ApiProblem } from '../../http/problem.ts';

/** The most that a part of a workbook may have when it is unpacked: ten thousand rows need a tenth of it. */
const mostOfPart = 64 * 1024 * 1024;
/** As many rows as a sheet can have. */
const mostRows = 1_048_576;
/** As many columns as are looked at. */
const mostColumns = 200;

type Parts = Map<string, Entry>;

/** A row of a table; the titles stand in row 1. */
export interface TableRow {
  row: number;
  cells: string[];
}

/**
 * The rows of the first sheet that is not hidden, each with the number that the sheet gives it: what it leaves out is not there.
 * @throws ApiProblem: 422 where it is no workbook or has a row where no sheet has one, 413 where it is too large once it is unpacked.
 */
export async function* excelRows(bytes: AsyncIterable<Uint8Array>): AsyncIterable<TableRow> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  try {
    const zip = await fromBufferPromise(Buffer.concat(pieces), { lazyEntries: true });
    const parts: Parts = new Map();
    for await (const entry of zip.eachEntry()) parts.set(entry.fileName, entry);
    const sheet = await firstSheet(zip, parts);
    const strings = parts.has(stringsPart) ? await sharedStrings(zip, parts) : [];
    yield* sheetRows(zip, parts, sheet, strings);
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
    throw invalid('file', 'cannot be read as an Excel workbook');
  }
}

const stringsPart = 'xl/sharedStrings.xml';

interface Reader {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Unpacks a part of the workbook and reads its XML; pauses after each piece of it. */
async function* xmlOf(zip: ZipFile, parts: Parts, part: string, reader: Reader): AsyncIterable<void> {
  const entry = parts.get(part);
  if (!entry) throw invalid('file', 'cannot be read as an Excel workbook');
  if (entry.uncompressedSize > mostOfPart) throw tooLarge();
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => reader.open?.(local(name), attributes as Record<string, string>));
  parser.on('text', (text) => reader.text?.(text));
  parser.on('closetag', ({ name }) => reader.close?.(local(name)));
  const decoder = new TextDecoder();
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    parser.write(decoder.decode(piece as Uint8Array, { stream: true }));
    yield;
  }
  parser.close();
}

async function readXml(zip: ZipFile, parts: Parts, part: string, reader: Reader): Promise<void> {
  for await (const _ of xmlOf(zip, parts, part, reader));
}

/** Some programs give every element a prefix. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

async function firstSheet(zip: ZipFile, parts: Parts): Promise<string> {
  let id: string | undefined;
  await readXml(zip, parts, 'xl/workbook.xml', {
    open(name, attributes) {
      const isShown = (attributes.state ?? 'visible') === 'visible';
      if (name === 'sheet' && isShown) id ??= Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
    },
  });
  let target = '';
  await readXml(zip, parts, 'xl/_rels/workbook.xml.rels', {
    open(_name, { Id, Target = '' }) {
      if (Id === id) target = Target;
    },
  });
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function sharedStrings(zip: ZipFile, parts: Parts): Promise<string[]> {
  const strings: string[] = [];
  const text = new CellText();
  await readXml(zip, parts, stringsPart, {
    open(name) {
      if (name === 'si') text.begin();
      else text.open(name);
    },
    text: (some) => text.add(some),
    close(name) {
      if (name === 'si') strings.push(text.whole);
      else text.close(name);
    },
  });
  return strings;
}

/** The text of a cell, which may stand in pieces of several fonts; how it is pronounced is left out. */
class CellText {
  whole = '';
  private isText = false;
  private isPronunciation = false;

  begin(): void {
    this.whole = '';
  }
  open(name: string): void {
    if (name === 'rPh') this.isPronunciation = true;
    if (name === 't' || name === 'v') this.isText = !this.isPronunciation;
  }
  add(text: string): void {
    if (this.isText) this.whole += text;
  }
  close(name: string): void {
    if (name === 'rPh') this.isPronunciation = false;
    if (name === 't' || name === 'v') this.isText = false;
  }
}

async function* sheetRows(zip: ZipFile, parts: Parts, part: string, strings: string[]): AsyncIterable<TableRow> {
  let ready: TableRow[] = [];
  let [row, at, type] = [0, -1, ''];
  let cells: string[] = [];
  const text = new CellText();
  const reading = xmlOf(zip, parts, part, {
    open(name, attributes) {
      if (name === 'row') {
        row = Math.max(row + 1, Number(attributes.r ?? 0));
        // Not so much as looked at: a sheet of two lines may say that one of them is row nine hundred million.
        if (!(row <= mostRows)) throw invalid('file', `has a row beyond ${mostRows}, where no sheet has one`);
        [cells, at] = [[], -1];
      } else if (name === 'c') {
        at = attributes.r ? columnIn(attributes.r) : at + 1;
        type = attributes.t ?? 'n';
        text.begin();
      } else text.open(name);
    },
    text: (some) => text.add(some),
    close(name) {
      if (name === 'row') {
        ready.push({ row, cells: Array.from(cells, (cell) => cell ?? '') });
      } else if (name === 'c') {
        if (at < mostColumns) cells[at] = cellValue(type, text.whole, strings);
      } else text.close(name);
    },
  });
  for await (const _ of reading) {
    yield* ready;
    ready = [];
  }
  yield* ready;
}

/** The column of a place such as AB12, from 0. */
function columnIn(place: string): number {
  return [...place.replace(/\d+$/, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A long number is written with an exponent, and a telephone number is one. */
function cellValue(type: string, text: string, strings: string[]): string {
  if (type === 's') return strings[Number(text)] ?? '';
  if (type === 'e') return '';
  return type === 'n' && /e/i.test(text) ? String(Number(text)) : text;
}
