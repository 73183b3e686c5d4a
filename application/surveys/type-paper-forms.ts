/** Paper forms are typed in, in batches; if the policy wants two people, the answer counts once both agree. */

import {
  keepFirstTyping,
  keepTyping,
  type PaperFormDocument,
  paperFormId,
  readPaperForms,
} from '../../db/surveys/paper-forms.ts';
import type { QuestionnaireDocument } from '../../db/surveys/questionnaires.ts';
import { dropPerson, keepPerson, showPerson } from '../../db/surveys/survey-answers.ts';
import type { Survey } from '../../db/surveys/surveys.ts';
import { canonicalJson } from '../../domain/digest.ts';
import { type Answers, isOfAge, type SeparatedForm, separated } from '../../domain/survey/answers.ts';
import { type Difference, differences } from '../../domain/survey/paper-form.ts';
import type { Fault } from '../../domain/survey/questionnaire.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';
import type { FormBody } from './form-body.ts';
import { formDigest, idsOf, isPhoneOf, lateness, type Origin, takeAnswer } from './take-answer.ts';

export interface Batch {
  batch: string;
  forms: (FormBody & { form: string })[];
}

export type PaperFormState = 'awaits-second' | 'differs' | 'counted' | 'late' | 'refused';

/** What became of one form. */
export interface TypedOutcome {
  form: string;
  state: PaperFormState;
  differences: Difference[];
  /** Why it was not taken; the others of the batch are. */
  faults?: Fault[];
}

type Typing = Pick<Call, 'dependencies' | 'principal' | 'pack' | 'receivedAt'>;

const stands = (form: string) =>
  new Refused('PaperFormStands', `Form ${form} of this batch has been typed already, and not as it is here.`);

/** Where a paper form's answer and its person stand. */
export function originOf({ batch, form }: Pick<PaperFormDocument, 'batch' | 'form'>): Origin {
  return { via: 'paper', id: `${batch}/${form}` };
}

/** Types a batch; each form has its own answer, and one that cannot be taken keeps no other out. Safe to repeat by the same person. */
export async function typeBatch(
  context: Typing,
  { survey, asked }: { survey: Survey; asked: QuestionnaireDocument },
  { batch, forms }: Batch,
): Promise<TypedOutcome[]> {
  const ids = forms.map(({ form }) => paperFormId(survey._id, batch, form));
  const there = new Map((await readPaperForms(context.dependencies.database, ids)).map((one) => [one._id, one]));
  const outcomes: TypedOutcome[] = [];
  for (const [index, filled] of forms.entries()) {
    const { form } = filled;
    const known = there.get(ids[index] ?? '');
    const isTwice = forms.findIndex((other) => other.form === form) < index;
    const sound = isTwice
      ? { faults: [{ path: 'form', message: 'stands here twice' }] }
      : separated(asked.content, filled, isPhoneOf(context.pack), 'paper');
    const faults = 'faults' in sound ? sound.faults : whyNotTyped(context, filled, sound, known);
    if (faults.length > 0 || 'faults' in sound) outcomes.push({ form, state: 'refused', differences: [], faults });
    else {
      const own = { batch, form, separated: sound, ofAge: filled.ofAge ?? false };
      outcomes.push(await typeOne(context, survey, asked, own, known));
    }
  }
  return outcomes;
}

/** What stands against typing a sound form: it has been typed otherwise, or by the second of two with a name. */
function whyNotTyped(
  { principal, pack }: Typing,
  { form, person }: Batch['forms'][number],
  { answers }: SeparatedForm,
  known: PaperFormDocument | undefined,
): Fault[] {
  const by = principal.actor.id;
  if (known && !mayType(known, by, answers, peopleFor(pack))) return [{ path: 'form', message: stands(form).message }];
  const isSecond = known && known.first.by !== by && Object.keys(person).length > 0;
  return isSecond ? [{ path: 'person', message: 'is typed by the first of the two only' }] : [];
}

/** By how many people a paper form is typed before it counts. */
export function peopleFor({ surveys }: Pick<Pack, 'surveys'>): number {
  return surveys?.paperForms.people ?? 1;
}

const isSame = (one: Answers, other: Answers) => canonicalJson(one) === canonicalJson(other);

/** A form may be typed again by the person who typed it so before, and once by somebody else if two are wanted. */
function mayType({ first, second }: PaperFormDocument, by: string, answers: Answers, people: number): boolean {
  const own = [first, second].find((typed) => typed?.by === by);
  if (own) return isSame(own.answers, answers);
  return people > 1 && second === null;
}

async function typeOne(
  context: Typing,
  survey: Survey,
  asked: QuestionnaireDocument,
  { batch, form, separated: own, ofAge }: { batch: string; form: string; separated: SeparatedForm; ofAge: boolean },
  known: PaperFormDocument | undefined,
): Promise<TypedOutcome> {
  const { dependencies, principal, receivedAt } = context;
  const { database, secret } = dependencies;
  const typed = { by: principal.actor.id, at: receivedAt, answers: own.answers, ...(ofAge ? { ofAge } : {}) };
  const _id = paperFormId(survey._id, batch, form);
  let now = known ?? { _id, survey: survey._id, batch, form, first: typed, second: null, settled: null };
  if (!known && !(await keepFirstTyping(database, now))) throw stands(form);
  if (now.first.by === typed.by && own.person) {
    const person = idsOf(secret, survey._id, originOf(now)).person;
    await keepPerson(database, { _id: person, survey: survey._id, person: own.person, waits: true });
  }
  if (now.first.by !== typed.by && now.second === null) {
    if (!(await keepTyping(database, now, 'second', typed))) throw stands(form);
    now = { ...now, second: typed };
  }
  // If one of the two read a minor's age, there is no name, however the form is settled in the end.
  const typings = [now.first, ...(now.second ? [now.second] : [])];
  if (!now.first.ofAge && !typings.every(({ answers }) => isOfAge(asked.content, answers))) {
    await dropPerson(database, { survey: survey._id, _id: idsOf(secret, survey._id, originOf(now)).person });
  }
  return completed(context, survey, asked, now);
}

/** What stands of a form: its answer, kept with all others, or what is still missing or differs. */
export async function completed(
  context: Typing,
  survey: Survey,
  asked: QuestionnaireDocument,
  paper: PaperFormDocument,
): Promise<TypedOutcome> {
  const { form, first, second, settled } = paper;
  const wanted = peopleFor(context.pack);
  const differing = second ? differences(first.answers, second.answers) : [];
  const none: Difference[] = [];
  if (!settled && wanted > 1 && !second) return { form, state: 'awaits-second', differences: none };
  if (!settled && differing.length > 0) return { form, state: 'differs', differences: differing };
  const last = settled ?? second ?? first;
  const late = await keepPaperAnswer(context, survey, asked, paper, last.answers, last.at);
  return { form, state: late ? 'late' : 'counted', differences: none };
}

async function keepPaperAnswer(
  { dependencies }: Typing,
  survey: Survey,
  asked: QuestionnaireDocument,
  paper: PaperFormDocument,
  answers: Answers,
  at: string,
): Promise<boolean> {
  const { database, secret } = dependencies;
  const origin = originOf(paper);
  const marks = {
    ...lateness(survey, at),
    madeUp: false,
    bodyDigest: formDigest(secret, { answers, person: {} }),
  };
  const kept = await takeAnswer(dependencies, survey, origin, { answers, person: null }, marks);
  const { person } = idsOf(secret, survey._id, origin);
  // It turned out to be a minor's form: the name that the first person typed goes.
  await (paper.first.ofAge || isOfAge(asked.content, answers)
    ? showPerson(database, person)
    : dropPerson(database, { survey: survey._id, _id: person }));
  return kept.late;
}
