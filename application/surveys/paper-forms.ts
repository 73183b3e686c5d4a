import {
  keepTyping,
  type PaperFormDocument,
  paperFormId,
  paperFormsOf,
  readPaperForms,
} from '../../db/surveys/paper-forms.ts';
import { differences, settledForm } from '../../domain/survey/paper-form.ts';
import type { Call } from '../call.ts';
import { notFound, Refused } from '../refused.ts';
import { surveyIn } from './survey-in.ts';
import { mustBeSound } from './take-answer.ts';
import { completed } from './type-paper-forms.ts';

/** The paper forms that have been typed, by batch and form, with what two people typed differently. */
export async function listPaperForms(call: Call) {
  const { survey } = await surveyIn(call);
  return (await paperFormsOf(call.dependencies.database, survey._id)).map(listed);
}

function listed({ batch, form, first, second, settled }: PaperFormDocument) {
  const typedBy = [first.by, ...(second ? [second.by] : [])];
  const differing = second ? differences(first.answers, second.answers) : [];
  return { batch, form, typedBy, settledBy: settled?.by ?? null, differences: differing };
}

/** Settles what two people typed differently, by a third who has looked at the paper. */
export async function settlePaperForm(call: Call<unknown, { answers: Record<string, unknown> }>) {
  const { dependencies, ids, principal, receivedAt, body } = call;
  const { survey, asked } = await surveyIn(call);
  const id = paperFormId(survey._id, ids.batch ?? '', ids.form ?? '');
  const [paper] = await readPaperForms(dependencies.database, [id]);
  if (!paper) throw notFound();
  const { first, second } = paper;
  const by = principal.actor.id;
  if (!second) throw new Refused('NotAllowedNow', 'The second person has not typed this form yet.');
  if ([first.by, second.by].includes(by)) {
    throw new Refused('SamePerson', 'A third person settles what two have typed differently.');
  }
  if (differences(first.answers, second.answers).length === 0) {
    throw new Refused('NotAllowedNow', 'Both typed the same: there is nothing to settle.');
  }
  const outcome = settledForm(first.answers, second.answers, body.answers as Parameters<typeof settledForm>[2]);
  if (!('answers' in outcome)) {
    const errors = [
      ...outcome.open.map((question) => ({ path: `answers.${question}`, message: 'differs and is not settled here' })),
      ...outcome.unasked.map((question) => ({ path: `answers.${question}`, message: 'does not differ' })),
    ];
    throw new Refused('Invalid', 'Each difference is settled, and nothing else.', { errors });
  }
  const { answers } = mustBeSound(call.pack, asked.content, { answers: outcome.answers, person: {} }, 'paper');
  const settled = paper.settled ?? { by, at: receivedAt, answers };
  if (!paper.settled && !(await keepTyping(dependencies.database, paper, 'settled', settled))) {
    throw new Refused('PaperFormStands', 'Somebody else has settled it meanwhile.');
  }
  if (paper.settled && paper.settled.by !== by) {
    throw new Refused('PaperFormStands', `${paper.settled.by} has settled it already.`);
  }
  return completed(call, survey, asked, { ...paper, settled });
}
