/** Every amount of time or money that a pack calls the document's stands in the document, in the words beside it. */
import { expect, test } from '@jest/globals';
import { fiveOrganisations, ownPack } from '../support/samples/policies-on-disk.ts';

/** What the Arabic clause says of each amount: the number in its own words. */
const inTheClause: Record<string, Record<string, string>> = {
  'development-fund': {
    'F-07 {"workingDays":11}': 'خلال إحدى عشر يوم عمل',
    'F-14 {"elapsed":"PT24H"}': 'بحد اقصى 24 ساعة',
  },
  courier: { 'C-03 {"workingDays":7}': 'خلال 7 أيام عمل' },
  'neighbourhood-centres': {
    'N-04 {"calendarDays":7}': 'أسبوع إلى أسبوعين',
    'N-04 {"calendarDays":14}': 'أسبوع إلى أسبوعين',
    'N-06 {"calendarDays":7}': 'تقرير أسبوعي',
    'N-09 {"workingDays":1}': '١ يوم بعد انتهاء المشروع',
    'N-09 {"workingDays":2}': '٢ يوم',
    'N-09 {"calendarDays":7}': '١ أسبوع',
    'N-09 {"workingDays":3}': '٣ يوم',
    'N-12 {"workingDays":1}': '١ يوم\tتحليل الشكوى',
    'N-17 {"workingDays":1}': 'ارشفة تقارير الأداء الشهرية والتوصيات للفترة القادمة\t١ يوم',
    'N-17 {"workingDays":2}': 'ومن ثم العمل على تنفيذ التوصيات\t٢ يوم',
    'N-17 {"workingDays":3}': 'مراجعة التقارير ومناقشة المسؤولين عن أية نقاط ضعف في الأداء\t٣ يوم',
    'N-20 {"workingDays":1}': '١ يوم',
  },
  'beneficiary-society': {
    'B-03 {"workingMinutes":10}': '(10 – 20 دقيقة)',
    'B-03 {"workingMinutes":20}': '(10 – 20 دقيقة)',
    'B-08 {"workingDays":3}': 'خلال 03 أيام عمل كحد أقصى',
  },
  'government-services': { 'G-05 {"elapsed":"PT24H"}': 'خلال 24 ساعة' },
};

const units = ['workingDays', 'workingHours', 'workingMinutes', 'elapsed', 'calendarDays', 'months'];

interface Part {
  rule?: string;
  source?: string;
  [key: string]: unknown;
}

/** Each amount below a part that says where it comes from, as `rule amount`; what is ours is left out. */
function amountsOf(part: unknown, rule?: string): string[] {
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap((one) => amountsOf(one, rule));
  const { rule: own, source, ...rest } = part as Part;
  const from = source === 'ours' ? undefined : (own ?? rule);
  const [unit = ''] = Object.keys(rest);
  if (units.includes(unit)) return from ? [`${from} ${JSON.stringify(rest)}`] : [];
  return Object.entries(rest).flatMap(([key, value]) =>
    key === 'upTo' ? (from ? [`${from} ${String(value)}`] : []) : amountsOf(value, from),
  );
}

test.each(fiveOrganisations)(
  'F-03, B-06, G-04, N-09: every amount of %s with a rule is the document’s own',
  (organisation) => {
    const amounts = new Set(amountsOf(ownPack(organisation)));
    expect([...amounts].sort()).toEqual(Object.keys(inTheClause[organisation] ?? {}).sort());
  },
);

/** The number, as a numeral or as the word that the clause has for it. */
const numerals: [RegExp, number][] = [
  [/إحدى عشر/, 11],
  [/١ أسبوع|أسبوعي/, 7],
  [/أسبوعين/, 14],
];

test.each(fiveOrganisations)('the words beside each amount of %s hold its number', (organisation) => {
  for (const [amount, words] of Object.entries(inTheClause[organisation] ?? {})) {
    const wanted = Number(/\d+(?!.*\d)/.exec(amount)?.[0]);
    const western = words.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)));
    const found = [...western.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    const spelt = numerals.filter(([pattern]) => pattern.test(words)).map(([, number]) => number);
    expect([amount, ...found, ...spelt]).toContain(wanted);
  }
});
