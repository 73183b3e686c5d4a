/** How a form of a page looks: `it.form`, with `it.hidden` fields and `it.given` to be shown again. */

import { both, inOther } from '../page-frame.ts';

const field = `<label class="field"><%= field.title[it.language] %><% if (field.required) { %> *<% } %> ${inOther('field.title')}
<% if (field.type === 'area') { %><textarea name="<%= field.name %>" rows="4" maxlength="<%= field.maxLength %>" dir="auto"<% if (field.required) { %> required<% } %>><%= it.given[field.name] ?? '' %></textarea>
<% } else if (field.type === 'select') { %><select name="<%= field.name %>"<% if (field.required) { %> required<% } %>><option value=""></option><% for (const choice of field.choices) { %><option value="<%= choice.value %>"<% if (it.given[field.name] === choice.value) { %> selected<% } %>><%= choice.title[it.language] %></option><% } %></select>
<% } else if (field.type === 'file') { %><input type="file" name="<%= field.name %>" required>
<% } else { %><input type="<%= field.input ?? 'text' %>" name="<%= field.name %>" value="<%= it.given[field.name] ?? '' %>" maxlength="<%= field.maxLength ?? 300 %>" dir="auto"<% if (field.required) { %> required<% } %>>
<% } %></label>`;

const choice = `<fieldset><legend><%= field.title[it.language] %><% if (field.required) { %> *<% } %> ${inOther('field.title')}</legend>
<% for (const choice of field.choices) { %><label><input type="radio" name="<%= field.name %>" value="<%= choice.value %>"<% if (field.required) { %> required<% } %><% if (it.given[field.name] === choice.value) { %> checked<% } %>> <%= choice.title[it.language] %></label>
<% } %></fieldset>`;

/** The fields of `fields`, a variable of the template that this stands in. */
export const fieldsTemplate = `<% for (const field of fields) { %><% if (field.type === 'choice') { %>${choice}<% } else { %>${field}<% } %>
<% } %>`;

/** The part of the page with what may be done: by a code first, then by the forms. */
export const actingTemplate = `<% if (it.done) { %><p class="done" role="status">${both('it.done')}</p>
<% } %><% if (it.fault) { %><div class="fault" role="alert"><p>${both('it.fault')}</p>
<% if (it.faulty.length > 0) { %><ul><% for (const title of it.faulty) { %><li dir="auto"><%= title[it.language] %></li><% } %></ul><% } %></div>
<% } %><% if (it.forms.length > 0) { %><h2>${both('it.words.mayDo')}</h2>
<% if (!it.grant) { %><ul><% for (const form of it.forms) { %><li>${both('form.title')}</li><% } %></ul>
<% if (it.code) { %><form method="post" action="<%= it.address %>/grant">
<label class="field"><%= it.words.codeSent[it.language] %> <bdi dir="ltr"><%= it.code.to %></bdi> ${inOther('it.words.codeSent')}
<input name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="50" dir="ltr" required></label>
<button type="submit"><%= it.words.go[it.language] %></button></form>
<% } %><form method="post" action="<%= it.address %>/code">
<input type="hidden" name="idempotencyKey" value="<%= it.key %>">
<p>${both('(it.code ? it.words.another : it.words.needsCode)')}</p>
<button type="submit"><%= it.words.send[it.language] %></button></form>
<% if (!it.code) { %><details><summary>${both('it.words.hasSecret')}</summary><form method="post" action="<%= it.address %>/grant">
<label class="field">${both('it.words.secret')}
<input name="code" maxlength="50" dir="ltr" autocomplete="off" spellcheck="false" required></label>
<button type="submit"><%= it.words.go[it.language] %></button></form></details>
<% } } else { for (const form of it.forms) { const fields = form.fields; %><details<% if (it.forms.length === 1 || it.action === form.action) { %> open<% } %>><summary>${both('form.title')}</summary>
<% if (form.action === 'attach') { %><form method="post" enctype="multipart/form-data" action="<%= it.address %>/attach?grant=<%= it.grant %>&amp;key=<%= it.key %>">
<% } else { %><form method="post" action="<%= it.address %>">
<input type="hidden" name="action" value="<%= form.action %>">
<input type="hidden" name="grant" value="<%= it.grant %>">
<input type="hidden" name="idempotencyKey" value="<%= it.key %>">
<% } %><% if (form.hint) { %><p>${both('form.hint')}</p><% } %>
${fieldsTemplate}<button type="submit"><%= form.title[it.language] %></button></form></details>
<% } } } %>`;

/** The words around the forms. */
export const actingWords = {
  mayDo: { ar: 'ما يمكنكم فعله', en: 'What you can do' },
  needsCode: {
    ar: 'لحماية طلبكم نرسل رمزًا إلى جوالكم أو بريدكم المسجل لدينا، ثم تظهر النماذج هنا.',
    en: 'To protect your request we send a code to the contact that we have of you; then the forms appear here.',
  },
  codeSent: {
    ar: 'أرسلنا رمزًا من ستة أرقام. نأمل كتابته هنا خلال عشر دقائق. أُرسل إلى:',
    en: 'We have sent a code of six digits. Please enter it here within ten minutes. Sent to:',
  },
  another: {
    ar: 'لم يصلكم الرمز؟ نرسل رمزًا آخر.',
    en: 'No code has come? We send another one.',
  },
  hasSecret: { ar: 'لديكم الرمز السري من إيصال التقديم؟', en: 'Do you have the secret that you were given?' },
  secret: { ar: 'الرمز السري', en: 'Secret' },
  send: { ar: 'إرسال رمز', en: 'Send a code' },
  go: { ar: 'متابعة', en: 'Go on' },
};
