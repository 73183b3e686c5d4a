import { Refused } from '../refused.ts';
import type { FileFault, FileRefused } from './table.ts';

export type Language = 'ar' | 'en';

/** Why a file is not taken, and what its sender can do; `{at}` is the row or the limit. */
const sentences: Record<FileFault, Record<Language, string>> = {
  'no-workbook': { ar: 'لا يمكن قراءة الملف كمصنف Excel.', en: 'cannot be read as an Excel workbook' },
  'old-workbook': {
    ar: 'المصنف محفوظ بصيغة قديمة أو محمي بكلمة مرور: احفظه بصيغة ‎.xlsx‎ دون كلمة مرور.',
    en: 'is a workbook of an older version, or has a password: save it as .xlsx without one',
  },
  'no-sheet': { ar: 'لا توجد في المصنف ورقة ظاهرة.', en: 'has no sheet that is shown' },
  'too-deep': {
    ar: 'في المصنف عناصر متداخلة أكثر من {at} مستوى، ولا يكتب برنامج جداول مثلها.',
    en: 'has elements nested deeper than {at}, which no spreadsheet writes',
  },
  'too-many-attributes': {
    ar: 'في المصنف عنصر له أكثر من {at} سمة، ولا يكتب برنامج جداول مثله.',
    en: 'has an element with more than {at} attributes, which no spreadsheet writes',
  },
  'too-many-rows': {
    ar: 'في الملف أكثر من {at} صف: قسّمه، واحذف ما تحته من صفوف فارغة منسقة.',
    en: 'has more than {at} rows: divide it, and delete formatted empty rows below',
  },
  'too-many-columns': { ar: 'في الملف أكثر من {at} عمود.', en: 'has more than {at} columns' },
  'too-many-cells': { ar: 'في الملف أكثر من {at} خلية.', en: 'has more than {at} cells' },
  'too-much-text': { ar: 'في الملف أكثر من {at} حرف: قسّمه.', en: 'has more than {at} characters: divide it' },
  'too-large-unpacked': { ar: 'المصنف أكبر من المسموح به بعد فكه.', en: 'is too large once it is unpacked' },
  'row-beyond': {
    ar: 'في المصنف صف بعد الصف {at}، ولا ورقة فيها مثله.',
    en: 'has a row beyond {at}, where no sheet has one',
  },
  'no-table': {
    ar: 'لا يمكن قراءة الملف كجدول CSV ابتداءً من الصف {at}: راجع علامات التنصيص فيه.',
    en: 'cannot be read as CSV from row {at} on: look at its quotation marks',
  },
  'no-titles': {
    ar: 'لم نجد عناوين الأعمدة: لا بد أن يكون بينها {at}، ويمكنك أن تحدد في `columns` ما يقابل كل عنوان.',
    en: 'must have titles in one of its first rows, {at} among them; `columns` says which field a title of yours is',
  },
  'two-columns': {
    ar: 'في الملف عمودان للحقل {at}: أبقِ واحدًا منهما.',
    en: 'has two columns for {at}: keep one',
  },
  'no-rows': { ar: 'لا توجد في الملف صفوف تحت العناوين.', en: 'has no rows below its titles' },
  'no-text': {
    ar: 'الملف ليس نصًّا: في السطر {at} رموز تحكم.',
    en: 'is no text: line {at} has control characters',
  },
  encoding: {
    ar: 'ترميز الملف ليس UTF-8 ولا UTF-16 ولا Windows-1256: احفظه بترميز UTF-8.',
    en: 'is in none of the encodings UTF-8, UTF-16 and Windows-1256: save it as UTF-8',
  },
  'too-heavy': {
    ar: 'تعذّرت قراءة الملف لأنها تحتاج إلى ذاكرة أو وقت أكثر من المسموح به: قسّمه أو احفظه من جديد.',
    en: 'needs more memory or time to be read than any file may have: divide it, or save it anew',
  },
};

const notValid: Record<Language, string> = { ar: 'الملف غير صالح.', en: 'The file is not valid.' };

/** The refusal of a file as a problem, in the language asked for. */
export function fileProblem({ fault, at }: FileRefused, language: Language): Refused {
  const message = sentences[fault][language].replace('{at}', String(at ?? ''));
  const name = fault === 'too-large-unpacked' ? 'TooLarge' : 'Invalid';
  return new Refused(name, notValid[language], { errors: [{ path: 'file', message }] });
}
