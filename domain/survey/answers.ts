/** One filled form: checked against its questionnaire, and parted into answers and who gave them. */
import { asciiDigits, withoutInvisible } from '../written-text.ts';
import { type Fault, minorsQuestion, personalQuestions, type Question, type Questionnaire } from './questionnaire.ts';

export const notApplicable = 'not-applicable';

/** A place on a scale from 1, `not-applicable`, a choice's code, a text, or a pair of places. */
export type Answer = number | string | { expected: number; perceived: number };
export type Answers = Record<string, Answer>;

/** What a form holds, before it has been checked; places on a scale may be digits in a text, as forms send them. */
export interface FilledForm {
  answers: Record<string, unknown>;
  /** Who the person is, as far as they say so: answers to the personal questions. */
  person: Record<string, string>;
  /** Said by a person who chose an age that some minors have as well: 18 or over. */
  ofAge?: boolean | undefined;
}

/** A form that has been checked. The two parts are stored apart. */
export interface SeparatedForm {
  answers: Answers;
  /** Null if the person gave nothing: the form is anonymous. */
  person: Record<string, string> | null;
}

/** Whether a text is a telephone number of the organisation's country or of the one that it names. */
export type IsPhone = (written: string) => boolean;

/** The form in its two parts, or everything that is wrong with it. */
export function separated(
  questionnaire: Questionnaire,
  form: FilledForm,
  isPhone: IsPhone,
  as: 'own' | 'paper' = 'own',
): SeparatedForm | { faults: Fault[] } {
  const { questions } = questionnaire;
  const faults: Fault[] = [];
  const answers: Answers = {};
  for (const id of Object.keys(form.answers)) {
    if (!questions.some((question) => question.id === id && !isPersonal(question))) {
      faults.push({ path: `answers.${id}`, message: 'is not asked here' });
    }
  }
  for (const question of questions) {
    if (isPersonal(question)) continue;
    const given = Object.hasOwn(form.answers, question.id) ? form.answers[question.id] : undefined;
    if (isBlank(given)) {
      // What somebody left open on paper is left open: a missing value, and no reason to throw the form away (N-10).
      if (question.required && as === 'own') faults.push({ path: `answers.${question.id}`, message: 'is required' });
      continue;
    }
    const read = readAnswer(questionnaire, question, given, isPhone);
    if (typeof read === 'object' && 'message' in read) faults.push({ path: `answers.${question.id}`, ...read });
    else answers[question.id] = read;
  }
  if (faults.length === 0 && Object.keys(answers).length === 0) {
    faults.push({ path: 'answers', message: 'nothing is filled in' });
  }
  const person = personOf(questionnaire, form, answers, { faults, isPhone });
  return faults.length > 0 ? { faults } : { answers, person };
}

function isPersonal(question: Question): boolean {
  return question.kind === 'text' && question.personal;
}

function isBlank(given: unknown): boolean {
  return given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
}

type Wrong = { message: string };

function readAnswer({ scales }: Questionnaire, question: Question, given: unknown, isPhone: IsPhone): Answer | Wrong {
  switch (question.kind) {
    case 'scale': {
      if (given === notApplicable && question.notApplicable) return notApplicable;
      const highest = scales[question.scale]?.length ?? 0;
      return placeOn(given, highest) ?? { message: `is a whole number from 1 to ${highest}` };
    }
    case 'choice':
      return question.choices.some(({ code }) => code === given)
        ? (given as string)
        : { message: `is one of ${question.choices.map(({ code }) => code).join(', ')}` };
    case 'expected-and-perceived': {
      const highest = scales[question.scale]?.length ?? 0;
      const { expected, perceived, ...more } = (typeof given === 'object' ? given : {}) as Record<string, unknown>;
      const pair = { expected: placeOn(expected, highest), perceived: placeOn(perceived, highest) };
      return pair.expected !== null && pair.perceived !== null && Object.keys(more).length === 0
        ? (pair as { expected: number; perceived: number })
        : { message: `has \`expected\` and \`perceived\`, each a whole number from 1 to ${highest}` };
    }
    case 'text':
      return readText(question, given, isPhone);
  }
}

function placeOn(given: unknown, highest: number): number | null {
  const place = typeof given === 'string' && /^\d{1,2}$/.test(given) ? Number(given) : given;
  return typeof place === 'number' && Number.isInteger(place) && place >= 1 && place <= highest ? place : null;
}

function isIn(format: 'any' | 'date' | 'email' | 'phone', text: string, isPhone: IsPhone): boolean {
  switch (format) {
    case 'any':
      return true;
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
    case 'email':
      return /^\S+@\S+\.\S+$/.test(text);
    case 'phone':
      return isPhone(text);
  }
}

function readText(
  { maxLength, format }: Pick<Extract<Question, { kind: 'text' }>, 'maxLength' | 'format'>,
  given: unknown,
  isPhone: IsPhone,
): string | Wrong {
  if (typeof given !== 'string') return { message: 'is a text' };
  const text = (format === 'any' ? given : asciiDigits(withoutInvisible(given))).trim();
  if (text.length > maxLength) return { message: `has ${maxLength} characters at most` };
  return isIn(format, text, isPhone) ? text : { message: `is no ${format}` };
}

/** A name is taken from no minor and from nobody who leaves the age open; in a band with minors adults say that they are. */
function personOf(
  questionnaire: Questionnaire,
  { person, ofAge }: FilledForm,
  answers: Answers,
  { faults, isPhone }: { faults: Fault[]; isPhone: IsPhone },
): Record<string, string> | null {
  const asked = new Map(personalQuestions(questionnaire).map((question) => [question.id, question]));
  const given = Object.entries(person).filter(([, value]) => !isBlank(value));
  if (given.length === 0) return null;
  const kept: Record<string, string> = {};
  for (const [id, value] of given) {
    const question = asked.get(id);
    const read = question ? readText(question, value, isPhone) : { message: 'is not asked here' };
    if (typeof read === 'string') kept[id] = read;
    else faults.push({ path: `person.${id}`, ...read });
  }
  const telling = minorsQuestion(questionnaire);
  if (telling && !isOfAge(questionnaire, answers) && !(ofAge && Object.hasOwn(answers, telling.id))) {
    const message = Object.hasOwn(answers, telling.id)
      ? 'no name of a minor is taken; whoever is 18 or over says so in `ofAge`'
      : `is taken only together with an answer to \`${telling.id}\``;
    faults.push({ path: 'person', message });
  }
  return kept;
}

/** True if nothing says, or could say, that the person may be a minor. */
export function isOfAge(questionnaire: Questionnaire, answers: Record<string, unknown>): boolean {
  const telling = minorsQuestion(questionnaire);
  if (!telling) return true;
  const chosen = telling.choices.find(({ code }) => code === answers[telling.id]);
  return chosen !== undefined && !chosen.minors;
}
