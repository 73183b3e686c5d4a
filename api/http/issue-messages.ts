/** What is wrong with one field of a request, as a person reads it: never a regular expression, in the asked language. */
import type { z } from 'zod';
import type { Language } from '../../packs/words/readable.ts';

type Issue = z.core.$ZodRawIssue;

const types: Record<string, string> = {
  string: 'نصًا',
  number: 'عددًا',
  int: 'عددًا صحيحًا',
  boolean: 'true أو false',
  array: 'قائمة',
  object: 'كائنًا',
  record: 'كائنًا',
};

const formats: Record<string, Record<Language, string>> = {
  email: { ar: 'بريد إلكتروني غير صحيح', en: 'Not an e-mail address' },
  datetime: {
    ar: 'يجب أن يكون وقتًا بالتوقيت العالمي، مثل 2026-03-30T13:00:00Z',
    en: 'Must be a UTC instant, such as 2026-03-30T13:00:00Z',
  },
  date: { ar: 'يجب أن يكون تاريخًا، مثل 2026-03-30', en: 'Must be a date, such as 2026-03-30' },
  uuid: { ar: 'يجب أن يكون معرّفًا فريدًا (UUID)', en: 'Must be a UUID' },
};
const otherFormat: Record<Language, string> = {
  ar: 'صيغة غير صحيحة؛ انظر المثال في التوثيق',
  en: 'Not written as it must be: see the example in the documentation',
};

/** The error map of the request schemas. What a schema says in its own words stands; undefined leaves zod's own sentence. */
export function issueMessages(language: Language): (issue: Issue) => string | undefined {
  return (issue) => {
    if (issue.code === 'invalid_format') return (formats[issue.format] ?? otherFormat)[language];
    return language === 'ar' ? arabic(issue) : undefined;
  };
}

function arabic(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'هذا الحقل مطلوب' : `يجب أن يكون ${types[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return `يجب ألا يقل عن ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `يجب ألا يزيد على ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_value':
      return `يجب أن يكون واحدًا من: ${issue.values.map(String).join('، ')}`;
    case 'unrecognized_keys':
      return `حقول غير معروفة: ${issue.keys.join('، ')}`;
    case 'not_multiple_of':
      return `يجب أن يكون من مضاعفات ${issue.divisor}`;
    default:
      return 'قيمة غير مقبولة';
  }
}

function unit(origin: string): string {
  if (origin === 'string') return ' (عدد الأحرف)';
  return origin === 'array' || origin === 'set' ? ' (عدد العناصر)' : '';
}
