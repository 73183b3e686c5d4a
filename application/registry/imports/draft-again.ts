import { ownFieldsOf } from '../../../db/registry/custom-fields.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { Dependencies } from '../../dependencies.ts';
import { invalid, Refused } from '../../refused.ts';
import type { Drafted } from '../make-form.ts';
import { sentenceOf } from './fault-sentences.ts';
import { judgeRows } from './judge-rows.ts';
import { keptRows } from './kept-rows.ts';

/**
 * Makes a batch's form anew from its rows and the records as they stand by now, such as after `StaleBase`.
 * @throws Refused `Invalid` that names every row which is not possible any more: it is to be left out by its number.
 */
export async function draftAgain(
  dependencies: Dependencies,
  pack: Pack,
  change: string,
  { without, note }: { without: number[]; note?: string | undefined },
): Promise<Drafted> {
  const kept = await keptRows(dependencies.database, change);
  if (!kept) throw invalid('action', 'is not that of this form');
  const own = (await ownFieldsOf(dependencies.database, pack.id)).fields;
  const rows = kept.rows.filter(({ row }) => !without.includes(row));
  const judged = await judgeRows(dependencies, pack, own, change, rows);
  if (judged.faults.length > 0) {
    const errors = judged.faults.map((fault) => ({
      path: `rows.${fault.row}`,
      message: `${sentenceOf(fault, 'en', own)} Leave the row out: name it in \`without\`.`,
    }));
    throw new Refused('Invalid', 'Some rows are not possible any more.', { errors });
  }
  if (judged.drafts.length === 0) throw invalid('without', 'leaves nothing to be changed: withdraw the form');
  const others = kept.alike.filter(({ customer }) => judged.rowOf.has(customer));
  const alike = [...judged.alike, ...others];
  return { action: 'import', drafts: judged.drafts, fields: null, alike, note: note ?? null };
}
