/** What can be wrong with a row of complaints, as sentences; no sentence repeats what stands in a cell. */
import type { MovingFault } from '../../db/bulk/movings.ts';
import type { Pack } from '../../packs/schema.ts';
import { rowSentences, withPlaces } from '../registry/imports/fault-sentences.ts';
import { columnsWith } from './columns.ts';

const ours = {
  'same-reference': { ar: 'المرجع نفسه مذكور في الصف {other}.', en: 'Row {other} has the same reference.' },
  'not-open': {
    ar: 'لا يُنقل إلا ما هو مفتوح: جديد أو قيد المعالجة.',
    en: 'Only what is open is moved in: new, or accepted.',
  },
  'not-a-date': {
    ar: 'لا بد أن تُكتب «{column}» هكذا: ‎2026-01-31‎، ولك أن تضيف الساعة: ‎2026-01-31 14:05‎.',
    en: '{column} must be written as 2026-01-31, with the hour if you like: 2026-01-31 14:05.',
  },
  'lies-ahead': { ar: '«{column}» في المستقبل.', en: '{column} lies in the future.' },
  'too-long-ago': { ar: '«{column}» قبل أكثر من خمس سنوات.', en: '{column} lies more than five years back.' },
  'not-on-staff': {
    ar: '«{column}»: لا يعمل في الجهة من له هذا الرقم، أو ليس له أن يرد على البلاغات.',
    en: '{column}: nobody of this staff id works here and may answer complaints.',
  },
  'named-owner': { ar: 'البلاغ عن المسؤول نفسه.', en: 'The complaint is about its own owner.' },
  'other-form': { ar: '«{column}» ليس من حقول هذا النوع.', en: '{column} is no field of this category.' },
  'not-yours-to-open': {
    ar: 'ليس لمن اعتمد النقل أن يفتح هذا البلاغ.',
    en: 'Whoever approved the moving-in may not open this complaint.',
  },
} as const;

const sentences: Record<string, { ar: string; en: string }> = { ...rowSentences, ...ours };

export type Fault = keyof typeof ours | keyof typeof rowSentences;

/** The sentence in the language asked for. */
export function sentenceOf({ fault, column, other }: MovingFault, language: 'ar' | 'en', pack: Pack): string {
  return withPlaces(
    sentences[fault]?.[language] ?? fault,
    column === null ? '' : columnsWith(pack).titleOf(column, language),
    other,
  );
}
