/**
 * Takes what is counted of a complaint out of the bytes of its document. The driver would make an object of each document and a
 * text of each line; that takes longer than all the rest of a report.
 */
import mongoose from 'mongoose';

const { onDemand } = mongoose.mongo.BSON;

/** What is asked of a case's document to be read here. */
export const slimProjection = { _id: 0, number: 1, sequence: 1, slim: 1 } as const;

export interface SlimCase {
  number: string;
  /** How many events the case has. */
  sequence: number;
  /** The line of each event, in their order; null if one is missing. */
  lines: string[] | null;
}

/** @param bytes a document with the fields of `slimProjection` */
export function slimCaseIn(bytes: Buffer): SlimCase {
  const values = new Map<string, number>();
  for (const [, name, nameLength, at] of onDemand.parseToElements(bytes)) {
    values.set(bytes.toString('latin1', name, name + nameLength), at);
  }
  const [number, sequence, slim] = [values.get('number'), values.get('sequence'), values.get('slim')];
  if (number === undefined || sequence === undefined) throw new Error('a case without a number or a sequence');
  const events = bytes.readInt32LE(sequence);
  return {
    number: textAt(bytes, number),
    sequence: events,
    lines: slim === undefined ? null : linesAt(bytes, slim, events),
  };
}

function linesAt(bytes: Buffer, slim: number, sequence: number): string[] | null {
  const lines = new Array<string>(sequence);
  let found = 0;
  // Behind the length of the whole there are, for each line: its type, its name with a zero, and its text.
  for (let at = slim + 4; bytes[at] !== 0; at += 4 + bytes.readInt32LE(at)) {
    let place = 0;
    // The name is `e` and the sequence of the event.
    for (at += 2; bytes[at] !== 0; at += 1) place = place * 10 + (bytes[at] as number) - zero;
    at += 1;
    if (place > sequence) continue;
    lines[place - 1] = textAt(bytes, at);
    found += 1;
  }
  return found === sequence ? lines : null;
}
const zero = '0'.charCodeAt(0);

/** A text stands behind its length in bytes, in which the zero behind it is counted. */
function textAt(bytes: Buffer, at: number): string {
  return bytes.toString('utf8', at + 4, at + 3 + bytes.readInt32LE(at));
}
