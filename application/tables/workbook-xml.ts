/**
 * The parts of an Excel workbook. Their sizes are known before anything is unpacked, and hold while it is: a small file that
 * would fill the memory is refused. So is one that is nested deeper, or has wider elements, than any spreadsheet writes.
 */
import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { FileRefused } from './table.ts';

/** The most that a part may have when it is unpacked: ten thousand rows need a tenth of it. */
const mostOfPart = 64 * 1024 * 1024;
const deepest = 16;
const mostAttributes = 64;

export interface Reader {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

export class Workbook {
  private readonly zip: ZipFile;
  private readonly parts: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, parts: ReadonlyMap<string, Entry>) {
    this.zip = zip;
    this.parts = parts;
  }

  static async open(bytes: Uint8Array): Promise<Workbook> {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
    });
    const parts = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) parts.set(entry.fileName, entry);
    return new Workbook(zip, parts);
  }

  has(part: string): boolean {
    return this.parts.has(part);
  }

  /** Unpacks a part and reads its XML; pauses after each piece of it. @throws FileRefused at the first that is too much. */
  async *pieces(part: string, reader: Reader): AsyncIterable<void> {
    const entry = this.parts.get(part);
    if (!entry) throw new FileRefused('no-workbook');
    if (entry.uncompressedSize > mostOfPart) throw new FileRefused('too-large-unpacked');
    const parser = boundedParser(reader);
    let decoder: InstanceType<typeof TextDecoder> | null = null;
    for await (const piece of await this.zip.openReadStreamPromise(entry)) {
      const bytes = piece as Uint8Array;
      decoder ??= new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8');
      parser.write(decoder.decode(bytes, { stream: true }));
      yield;
    }
    parser.close();
  }

  async read(part: string, reader: Reader): Promise<void> {
    for await (const _ of this.pieces(part, reader));
  }
}

function boundedParser(reader: Reader): SaxesParser {
  const parser = new SaxesParser();
  let depth = 0;
  let attributesOfTag = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentagstart', () => {
    depth += 1;
    attributesOfTag = 0;
    if (depth > deepest) throw new FileRefused('too-deep', deepest);
  });
  parser.on('attribute', () => {
    attributesOfTag += 1;
    if (attributesOfTag > mostAttributes) throw new FileRefused('too-many-attributes', mostAttributes);
  });
  parser.on('opentag', ({ name, attributes }) => reader.open?.(local(name), attributes as Record<string, string>));
  parser.on('text', (text) => reader.text?.(text));
  parser.on('cdata', (text) => reader.text?.(text));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    reader.close?.(local(name));
  });
  return parser;
}

/** Some programs give every element a prefix. */
export const local = (name: string): string => name.slice(name.indexOf(':') + 1);
