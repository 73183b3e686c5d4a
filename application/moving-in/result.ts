/** What became of each row of a file, as lines that are put beside it. No cell of the file stands in them. */
import type { MovingDocument } from '../../db/bulk/movings.ts';
import type { ListedFields } from '../../domain/personal-class.ts';
import type { Call } from '../call.ts';
import { readableAmong } from '../cases/reading/mentioned-cases.ts';
import { faultsOf, movedRows } from './moving-view.ts';
import { sentenceOf } from './row-faults.ts';

export interface ResultLine {
  row: number;
  outcome: string;
  number: string;
  owner: string;
  late: string;
  reason: string;
}

/** What a line says of people: who owns the complaint. */
export const resultFields: ListedFields<ResultLine> = {
  ...{ row: 'open', outcome: 'open', number: 'open', owner: 'staff', late: 'open', reason: 'open' },
};

export const resultWords = {
  title: { ar: 'نتيجة النقل', en: 'Result of the moving-in' },
  row: { ar: 'الصف', en: 'Row' },
  outcome: { ar: 'النتيجة', en: 'Outcome' },
  number: { ar: 'الرقم الجديد', en: 'Number here' },
  owner: { ar: 'المسؤول', en: 'Owner' },
  late: { ar: 'فات موعده', en: 'Late' },
  reason: { ar: 'السبب', en: 'Reason' },
};

const outcomes = {
  opened: { ar: 'فُتح', en: 'opened' },
  there: { ar: 'نُقل من قبل', en: 'was there' },
  refused: { ar: 'لم يُفتح', en: 'not opened' },
  late: { ar: 'نعم', en: 'yes' },
};

/** As many cases as are read at a time. */
const atATime = 500;

/**
 * In the order of the rows; a row with several faults has a line with all their sentences. Of a complaint that the reader may
 * not see, nothing but its row is told (F-10).
 */
export async function resultLines(
  { dependencies, pack, principal }: Pick<Call, 'dependencies' | 'pack' | 'principal'>,
  document: MovingDocument,
  language: 'ar' | 'en',
): Promise<ResultLine[]> {
  const rows = movedRows(document);
  const readable = new Set<string>();
  for (let start = 0; start < rows.length; start += atATime) {
    const numbers = rows.slice(start, start + atATime).map(({ number }) => number);
    for (const one of await readableAmong(dependencies, principal.actor, pack.id, numbers)) readable.add(one);
  }
  const moved = rows.map(({ row, number, owner, wasThere, isLate }): ResultLine => {
    const outcome = outcomes[wasThere ? 'there' : 'opened'][language];
    if (!readable.has(number)) return { row, outcome, number: '', owner: '', late: '', reason: '' };
    return { row, outcome, number, owner: owner ?? '', late: isLate ? outcomes.late[language] : '', reason: '' };
  });
  const reasons = new Map<number, string[]>();
  for (const fault of faultsOf(document)) {
    reasons.set(fault.row, [...(reasons.get(fault.row) ?? []), sentenceOf(fault, language, pack)]);
  }
  const refused = [...reasons].map(([row, sentences]): ResultLine => {
    const outcome = outcomes.refused[language];
    return { row, outcome, number: '', owner: '', late: '', reason: sentences.join(' ') };
  });
  return [...moved, ...refused].sort((a, b) => a.row - b.row);
}
