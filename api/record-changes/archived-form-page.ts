/** The archived form as a page to print: Arabic, from right to left, with the line for signatures (N-20, N-21). */
import { Eta } from 'eta';
import { arabicValue } from '../../application/registry/arabic-values.ts';
import type { ArchivedForm } from '../../application/registry/archived-form.ts';
import { localText, type WorkingCalendar } from '../../domain/deadline/deadline.ts';
import type { Pack } from '../../packs/schema.ts';
import { readableInstant } from '../../packs/words/readable.ts';

const eta = new Eta({ autoEscape: true, autoTrim: false });

const template = `<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title><%= it.form.title.ar %> <%= it.form.number %></title>
<style>
@page { size: A4; margin: 18mm; }
body { font: 11pt/1.7 "Noto Naskh Arabic", "Geeza Pro", "Traditional Arabic", system-ui, sans-serif; color: #111; max-width: 175mm; margin: 0 auto; }
h1 { font-size: 16pt; margin: 0; } h2 { font-size: 12pt; margin: 6mm 0 2mm; }
table { border-collapse: collapse; width: 100%; page-break-inside: auto; } tr { page-break-inside: avoid; }
th, td { border: .3mm solid #555; padding: 1.5mm 2mm; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
.code { direction: ltr; unicode-bidi: isolate; font: 8.5pt/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.line td { height: 14mm; }
</style>
</head>
<body>
<h1><%= it.form.organisationName.ar %></h1>
<p><%= it.form.title.ar %> – <bdi><%= it.form.number %></bdi> – <%= it.words.version %> <%= it.form.version %></p>
<% for (const entry of it.form.entries) { %><h2><%= it.words.customer %> <bdi><%= entry.customer %></bdi> – <%= it.words.status[entry.status] %><% if (entry.mergedInto) { %> <bdi><%= entry.mergedInto %></bdi><% } %></h2>
<table><thead><tr><th><%= it.words.field %></th><th><%= it.words.from %></th><th><%= it.words.to %></th></tr></thead><tbody>
<% for (const one of entry.differences) { %><tr><td><%= it.words.fields[one.field] ?? one.field %></td><td dir="auto"><%= it.shown(one.field, one.from) %></td><td dir="auto"><%= it.shown(one.field, one.to) %></td></tr>
<% } %></tbody></table>
<% } %><% if (it.form.fields) { %><h2><%= it.words.ownFields %></h2><ul>
<% for (const field of it.form.fields.fields) { %><li><%= field.title.ar %> (<bdi><%= field.name %></bdi>)</li>
<% } %></ul><% } %><% if (it.form.note) { %><h2><%= it.words.note %></h2><p dir="auto"><%= it.form.note %></p><% } %>
<h2><%= it.words.signatures %></h2>
<table><thead><tr><th><%= it.words.step %></th><th><%= it.words.name %></th><th><%= it.words.at %></th><th><%= it.words.signature %></th></tr></thead><tbody>
<% for (const one of it.form.signatures) { %><tr class="line"><td><%= it.words.steps[one.step] %></td><td><%= one.name ? one.name.ar : one.by === 'customer' ? it.words.customer : '' %> <bdi><%= one.by %></bdi><% if (one.standingInFor) { %> (<%= it.words.standingInFor %> <bdi><%= one.standingInFor %></bdi>)<% } %></td><td><%= it.when(one.at) %></td><td></td></tr>
<% } %></tbody></table>
<h2><%= it.words.digest %></h2><p class="code"><%= it.form.digest %></p>
</body>
</html>
`;

const words = {
  version: 'النسخة',
  customer: 'العميل',
  status: { active: 'سجل ساري', inactive: 'سجل موقوف', merged: 'مدموج في' },
  field: 'الحقل',
  from: 'كان',
  to: 'أصبح',
  ownFields: 'حقول السجل',
  note: 'ملاحظات',
  signatures: 'الإجراءات والتواقيع',
  step: 'الإجراء',
  name: 'الاسم',
  at: 'الوقت',
  signature: 'التوقيع',
  standingInFor: 'نيابة عن',
  digest: 'البصمة الرقمية للنموذج',
  steps: { prepared: 'الإعداد', reviewed: 'المراجعة', approved: 'الاعتماد', entered: 'الإدخال', archived: 'الأرشفة' },
  fields: {
    status: 'حالة السجل',
    party: 'النوع',
    name: 'اسم العميل',
    nameLatin: 'الاسم بالحروف اللاتينية',
    classes: 'التصنيف',
    language: 'اللغة',
    nationalNumber: 'رقم الهوية أو السجل',
    contacts: 'وسائل الاتصال',
    preferredChannel: 'قناة التواصل',
    priorityGround: 'الأولوية',
    consents: 'الموافقات',
    influencedBy: 'المؤثرون في قراره',
    interests: 'الاهتمامات',
    remarks: 'ملاحظات',
    programmes: 'البرامج والمبادرات',
    fields: 'حقول الجهة',
  },
};

/** The page as HTML, with local times; everything that it is given is escaped. */
export function archivedFormPage(form: ArchivedForm, pack: Pack, calendar: WorkingCalendar): string {
  const shown = (field: string, value: unknown) => arabicValue(pack, field, value);
  const when = (at: string) => readableInstant(localText(calendar, at), 'ar', pack.country);
  return eta.renderString(template, { form, words, shown, when });
}
