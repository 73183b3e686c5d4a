import type { RowFault } from '../../../domain/customer/import-row.ts';
import type { OwnField } from '../../../domain/customer/record.ts';
import { titleOf } from './columns.ts';

/** What is wrong with a row, as a sentence; no sentence repeats what stands in a cell. */
const sentences: Record<RowFault['fault'], { ar: string; en: string }> = {
  required: { ar: 'لا بد من تعبئة «{column}».', en: '{column} is required.' },
  'unknown-value': {
    ar: 'قيمة «{column}» ليست من القيم التي تعتمدها الجهة.',
    en: 'The value of {column} is none that the organisation knows.',
  },
  'not-valid': { ar: 'قيمة «{column}» غير صحيحة.', en: 'The value of {column} is not valid.' },
  'too-long': { ar: 'قيمة «{column}» أطول من المسموح به.', en: 'The value of {column} is too long.' },
  unreadable: {
    ar: 'في «{column}» رموز لا تُقرأ.',
    en: '{column} has signs that cannot be read.',
  },
  'not-kept': {
    ar: 'لا تحتفظ الجهة بـ«{column}» لهذا العميل.',
    en: 'The organisation does not keep {column} of this customer.',
  },
  'no-contact': {
    ar: 'لا بد من وسيلة تواصل واحدة على الأقل مما تشترطه الجهة.',
    en: 'At least one contact of the kinds that the organisation asks for is needed.',
  },
  'unknown-customer': { ar: 'لا يوجد عميل بهذا الرقم.', en: 'There is no customer of this number.' },
  'merged-customer': {
    ar: 'دُمج سجل هذا العميل في السجل {other}.',
    en: 'This customer has been merged into {other}.',
  },
  'same-customer': { ar: 'العميل نفسه مذكور في الصف {other}.', en: 'Row {other} is about the same customer.' },
};

/** The sentence in the language asked for. */
export function sentenceOf(
  { fault, column, other }: RowFault,
  language: 'ar' | 'en',
  own: readonly OwnField[],
): string {
  const title = column === null ? '' : titleOf(column, language, own);
  return sentences[fault][language].replace('{column}', title).replace('{other}', other ?? '');
}
