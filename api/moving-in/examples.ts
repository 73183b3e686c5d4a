/** A file with one complaint that nobody has accepted, for each organisation: the one that is opened by hand, a month ago. */
import { openingExamples } from '../complaints/opening-examples.ts';
import type { Example } from '../http/route.ts';

interface Opened {
  category: string;
  channel: string;
  customer?: { name: string; phone: string };
  fields: Record<string, string>;
}

export const movingInExamples: Record<string, Example> = Object.fromEntries(
  Object.entries(openingExamples).map(([id, { value }]) => [
    id,
    { summary: 'A complaint of the old system, with Arabic titles', value: fileOf(id, value as Opened) },
  ]),
);

function fileOf(id: string, { category, channel, customer, fields }: Opened): string {
  const cells = {
    ...{ 'المرجع القديم': `CRM-${id}`, 'تاريخ الاستلام': '2026-03-01', النوع: category, القناة: channel },
    ...(customer ? { 'اسم العميل': customer.name, الجوال: customer.phone } : {}),
    ...fields,
  };
  return `${Object.keys(cells).join(';')}\n${Object.values(cells).join(';')}\n`;
}
