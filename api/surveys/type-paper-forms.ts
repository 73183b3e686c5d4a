/** Paper forms are typed in, in batches; where the policy wants two people, the answer counts once both agree. */
import {
  keepFirstTyping,
  keepTyping,
  type PaperFormDocument,
  paperFormId,
  readPaperForms,
} from '../../db/paper-forms.ts';
import type { QuestionnaireDocument } from '../../db/questionnaires.ts';
import { dropPerson, keepPerson, showPerson } from '../../db/survey-answers.ts';
import type { Survey } from '../../db/surveys.ts';
import { canonicalJson } from '../../domain/digest.ts';
import { type Answers, isOfAge, type SeparatedForm, separated } from '../../domain/survey/answers.ts';
import { type Difference, differences } from '../../domain/survey/paper-form.ts';
import type { Pack } from '../../packs/schema.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import type { FormBody } from './form-body.ts';
import { formDigest, idsOf, isPhoneOf, lateness, type Origin, takeAnswer } from './take-answer.ts';

export interface Batch {
  batch: string;
  forms: (FormBody & { form: string })[];
}

export type PaperFormState = 'awaits-second' | 'differs' | 'counted' | 'late';

/** What became of one form. */
export interface TypedOutcome {
  form: string;
  state: PaperFormState;
  differences: Difference[];
}

type Typing = Pick<Context, 'dependencies' | 'principal' | 'pack' | 'receivedAt'>;

const stands = (form: string) =>
  new ApiProblem('PaperFormStands', `Form ${form} of this batch has been typed already, and not as it is here.`);

/** Where a paper form's answer and its person stand. */
export function originOf({ batch, form }: Pick<PaperFormDocument, 'batch' | 'form'>): Origin {
  return { via: 'paper', id: `${batch}/${form}` };
}

/** Types a batch; every form of it is checked before any is kept. Safe to repeat by the same person. */
export async function typeBatch(
  context: Typing,
  { survey, asked }: { survey: Survey; asked: QuestionnaireDocument },
  { batch, forms }: Batch,
): Promise<TypedOutcome[]> {
  const sound = checkedForms(context.pack, asked, forms);
  const ids = forms.map(({ form }) => paperFormId(survey._id, batch, form));
  const there = new Map((await readPaperForms(context.dependencies.database, ids)).map((one) => [one._id, one]));
  const by = context.principal.actor.id;
  forms.forEach(({ form, person }, index) => {
    const known = there.get(ids[index] ?? '');
    if (known && !mayType(known, by, sound[index]?.answers ?? {}, peopleFor(context.pack))) throw stands(form);
    if (known && known.first.by !== by && Object.keys(person).length > 0) {
      throw faulty(`forms.${index}.person`, 'is typed by the first of the two only');
    }
  });
  const outcomes: TypedOutcome[] = [];
  for (const [index, { form }] of forms.entries()) {
    const own = { batch, form, separated: sound[index] as SeparatedForm };
    outcomes.push(await typeOne(context, survey, asked, own, there.get(ids[index] ?? '')));
  }
  return outcomes;
}

function checkedForms(pack: Pack, asked: QuestionnaireDocument, forms: Batch['forms']): SeparatedForm[] {
  const twice = forms.find(({ form }, index) => forms.findIndex((other) => other.form === form) < index);
  if (twice) throw faulty('forms', `form ${twice.form} stands here twice`);
  const outcomes = forms.map((form) => separated(asked.content, form, isPhoneOf(pack)));
  const errors = outcomes.flatMap((outcome, index) =>
    'faults' in outcome ? outcome.faults.map((fault) => ({ ...fault, path: `forms.${index}.${fault.path}` })) : [],
  );
  if (errors.length === 0) return outcomes as SeparatedForm[];
  throw new ApiProblem('Invalid', 'Forms are not filled in as they should be. None of them was kept.', { errors });
}

function faulty(path: string, message: string): ApiProblem {
  return new ApiProblem('Invalid', 'The body is not valid.', { errors: [{ path, message }] });
}

/** By how many people a paper form is typed before it counts. */
export function peopleFor({ surveys }: Pick<Pack, 'surveys'>): number {
  return surveys?.paperForms.people ?? 1;
}

const isSame = (one: Answers, other: Answers) => canonicalJson(one) === canonicalJson(other);

/** A form may be typed again by whoever typed it so before, and once by somebody else where two are wanted. */
function mayType({ first, second }: PaperFormDocument, by: string, answers: Answers, people: number): boolean {
  const own = [first, second].find((typed) => typed?.by === by);
  if (own) return isSame(own.answers, answers);
  return people > 1 && second === null;
}

async function typeOne(
  context: Typing,
  survey: Survey,
  asked: QuestionnaireDocument,
  { batch, form, separated: own }: { batch: string; form: string; separated: SeparatedForm },
  known: PaperFormDocument | undefined,
): Promise<TypedOutcome> {
  const { dependencies, principal, receivedAt } = context;
  const { database, secret } = dependencies;
  const typed = { by: principal.actor.id, at: receivedAt, answers: own.answers };
  const _id = paperFormId(survey._id, batch, form);
  let now = known ?? { _id, survey: survey._id, batch, form, first: typed, second: null, settled: null };
  if (!known && !(await keepFirstTyping(database, now))) throw stands(form);
  if (now.first.by === typed.by && own.person) {
    const person = idsOf(secret, survey._id, originOf(now)).person;
    await keepPerson(database, { _id: person, survey: survey._id, person: own.person, waits: true });
  }
  if (now.first.by !== typed.by && now.second === null) {
    if (!(await keepTyping(database, _id, 'second', typed))) throw stands(form);
    now = { ...now, second: typed };
  }
  // Where one of the two read a minor's age there is no name, whatever is settled in the end.
  const typings = [now.first, ...(now.second ? [now.second] : [])];
  if (!typings.every(({ answers }) => isOfAge(asked.content, answers))) {
    await dropPerson(database, idsOf(secret, survey._id, originOf(now)).person);
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
  await (isOfAge(asked.content, answers) ? showPerson(database, person) : dropPerson(database, person));
  return kept.late;
}
