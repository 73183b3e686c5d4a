/** How the page of a survey looks, and its words around the questions (N-10). */

import { both, inOther } from '../page-frame.ts';

export const template = `<h1><%= it.title %></h1>
<% if (it.programme) { %><p><%= it.words.programme[it.language] %>: <bdi><%= it.programme[it.language] %></bdi></p><% } %>
<p>${both('it.message')}</p>
<% if (it.faults.length > 0) { %><div class="fault" role="alert"><p><%= it.words.faults[it.language] %></p><ul>
<% for (const fault of it.faults) { %><li dir="auto"><%= fault %></li>
<% } %></ul></div><% } %>
<% if (it.gate) { %><form method="get">
<input type="hidden" name="language" value="<%= it.language %>">
<% if (it.invitation) { %><input type="hidden" name="invitation" value="<%= it.invitation %>"><% } %>
<fieldset><legend>${both('it.gate.text')}</legend>
<% for (const choice of it.gate.choices) { %><label><input type="radio" name="band" value="<%= choice.code %>" required> <%= choice.text[it.language] %></label>
<% } %><label><input type="radio" name="band" value="unstated"> <%= it.words.unstated[it.language] %></label>
<label><input type="checkbox" name="of-age" value="yes"> <%= it.words.ofAge[it.language] %></label>
</fieldset><button type="submit"><%= it.words.next[it.language] %></button></form>
<% } else if (it.questions.length > 0) { %><form method="post">
<input type="hidden" name="idempotencyKey" value="<%= it.key %>">
<% if (it.hidden) { %><input type="hidden" name="<%= it.hidden.name %>" value="<%= it.hidden.value %>"><% } %>
<% if (it.saysOfAge) { %><input type="hidden" name="ofAge" value="yes"><% } %>
<% for (const question of it.questions) { %><fieldset><legend><%= question.text[it.language] %><% if (question.required) { %> *<% } %> ${inOther('question.text')}</legend>
<% for (const part of question.parts) { %><% if (part.title) { %><p><%= part.title[it.language] %></p><% } %>
<% if (part.choices) { for (const choice of part.choices) { %><label><input type="radio" name="<%= part.name %>" value="<%= choice.value %>"<% if (question.required) { %> required<% } %><% if (it.given[part.name] === choice.value) { %> checked<% } %>> <%= choice.text[it.language] %></label>
<% } } else if (part.lines > 1) { %><textarea name="<%= part.name %>" rows="<%= part.lines %>" maxlength="<%= part.maxLength %>" dir="auto" aria-label="<%= question.text[it.language] %>"><%= it.given[part.name] ?? '' %></textarea>
<% } else { %><label class="field"><input type="<%= part.type %>" name="<%= part.name %>" maxlength="<%= part.maxLength %>" dir="auto" aria-label="<%= question.text[it.language] %>" value="<%= it.given[part.name] ?? '' %>"></label>
<% } } %></fieldset>
<% } %><p><%= it.words.apart[it.language] %></p><button type="submit"><%= it.words.send[it.language] %></button></form>
<% } %>
`;

/** Beside what the questionnaire itself says. */
export const words = {
  title: { ar: 'استبيان', en: 'Survey' },
  programme: { ar: 'البرنامج', en: 'Programme' },
  next: { ar: 'التالي', en: 'Next' },
  send: { ar: 'إرسال', en: 'Send' },
  ofAge: {
    ar: 'عمري 18 سنة أو أكثر (يتيح لمن أراد أن يذكر اسمه)',
    en: 'I am 18 or over (whoever wishes can then give a name)',
  },
  unstated: { ar: 'أفضّل عدم الإجابة', en: 'I would rather not say' },
  expected: { ar: 'ما توقعتموه', en: 'What you expected' },
  perceived: { ar: 'ما وجدتموه', en: 'What you found' },
  faults: { ar: 'نرجو تصحيح ما يلي:', en: 'Please correct this:' },
  noName: {
    ar: 'لا يُطلب الاسم ممن لم يذكر عمره أو كان صغيرًا.',
    en: 'No name is taken without an age, nor from the young.',
  },
  apart: {
    ar: 'تُحفظ الإجابات منفصلة عن الاسم، ولا يلزم ذكر الاسم.',
    en: 'Answers are kept apart from names, and no name is needed.',
  },
};
