/** The page of a survey: a plain form, Arabic first, for a telephone without JavaScript (N-10). */
import { isOfAge, notApplicable } from '../../../domain/survey/answers.ts';
import { minorsQuestion, type Questionnaire, type Wording } from '../../../domain/survey/questionnaire.ts';
import type { Pack } from '../../../packs/schema.ts';
import { type Page, type PageLanguage, renderedPage } from '../page-frame.ts';
import { template, words } from './survey-page-text.ts';

/** What the page shows. */
export interface SurveyPage {
  pack?: Pack;
  language: PageLanguage;
  questionnaire: Questionnaire | null;
  /** The name of the programme, if one is known. */
  programme: Wording | null;
  /** What was said about the age on the page before: a choice, `unstated`, or null if nothing has been asked yet. */
  band: string | null;
  /** Said on the page before: 18 or over, whatever the band (N-10). */
  ofAge?: boolean;
  /** The key under which the form will be sent. */
  key: string;
  message: Wording;
  /** Where something is wrong with what was sent, as paths; and what was sent, by name of the field. */
  faults: string[];
  given: Record<string, string>;
}

interface Part {
  name: string;
  title: Wording | null;
  choices: { value: string; text: Wording }[] | null;
  type: string;
  maxLength: number;
  lines: number;
}

const inputTypes = { any: 'text', date: 'date', email: 'email', phone: 'tel' };

/** The names of a form's fields: `a.` for answers, `p.` for the person; `fromForm` reads them back. */
function partsOf({ scales }: Questionnaire, question: Questionnaire['questions'][number]): Part[] {
  const name = `a.${question.id}`;
  const nothing = { title: null, choices: null, type: 'text', maxLength: 0, lines: 1 };
  const places = (scale: string) =>
    (scales[scale] ?? []).map((label, index) => ({
      value: String(index + 1),
      text: { ar: `${index + 1} – ${label.ar}`, en: `${index + 1} – ${label.en}` },
    }));
  switch (question.kind) {
    case 'scale': {
      const none = question.notApplicable ? [{ value: notApplicable, text: question.notApplicable }] : [];
      return [{ ...nothing, name, choices: [...places(question.scale), ...none] }];
    }
    case 'expected-and-perceived':
      return (['expected', 'perceived'] as const).map((side) => ({
        ...nothing,
        name: `${name}.${side}`,
        title: words[side],
        choices: places(question.scale),
      }));
    case 'choice':
      return [{ ...nothing, name, choices: question.choices.map(({ code, text }) => ({ value: code, text })) }];
    case 'text': {
      const { personal, format, maxLength } = question;
      const own = personal ? `p.${question.id}` : name;
      return [{ ...nothing, name: own, type: inputTypes[format], maxLength, lines: maxLength > 200 ? 4 : 1 }];
    }
  }
}

/** The page as HTML; everything that it is given is escaped. People who may be minors are not asked for their names. */
export function surveyPage(page: SurveyPage & { invitation?: string }): Page {
  const { language, questionnaire, band } = page;
  const telling = questionnaire ? minorsQuestion(questionnaire) : null;
  const gate = telling && band === null ? telling : null;
  const isStated = telling?.choices.some(({ code }) => code === band) ?? false;
  const isAdultsBand = questionnaire !== null && isOfAge(questionnaire, telling ? { [telling.id]: band } : {});
  const saysOfAge = isStated && !isAdultsBand && page.ofAge === true;
  const isAdult = isAdultsBand || saysOfAge;
  const asked = (questionnaire?.questions ?? []).filter(
    (question) => question.id !== telling?.id && (isAdult || !(question.kind === 'text' && question.personal)),
  );
  const questions = questionnaire
    ? asked.map((question) => ({ ...question, parts: partsOf(questionnaire, question) }))
    : [];
  const hidden = telling && isStated ? { name: `a.${telling.id}`, value: band } : null;
  const title = (questionnaire?.title ?? words.title)[language];
  const faults = page.faults.map((path) => faultyPart(questionnaire, path)[language]);
  return renderedPage(
    { language, title, template, ...(page.pack ? { pack: page.pack } : {}) },
    { ...page, words, title, gate, questions, hidden, saysOfAge, faults },
  );
}

/** The question that a path is about, in its own words. */
function faultyPart(questionnaire: Questionnaire | null, path: string): Wording {
  const id = path.split('.')[1];
  return questionnaire?.questions.find((question) => question.id === id)?.text ?? words.noName;
}

/** The fields of the page's form as the body that JSON clients send: what was left open is left out. */
export function formAnswers(fields: Record<string, unknown>): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  const person: Record<string, unknown> = {};
  const unknown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' && value.trim() === '') continue;
    const [, part, id = '', side] = /^([ap])\.([a-z0-9-]+)(?:\.(expected|perceived))?$/.exec(name) ?? [];
    if (name === 'ofAge' && value === 'yes') unknown.ofAge = true;
    else if (part === 'a' && side) answers[id] = { ...(answers[id] as object), [side]: value };
    else if (part === 'a') answers[id] = value;
    else if (part === 'p' && !side) person[id] = value;
    else unknown[name] = value;
  }
  return { ...unknown, answers, person };
}
