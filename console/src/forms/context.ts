/** What a form may offer for a field: people, and what the policy in force lists. */

import type { Schema } from '../api/forms';
import type { CaseView, Policy, Titled } from '../api/queries';
import type { Wording } from '../words/wording';

export interface FormContext {
  policy: Policy | undefined;
  staff: { staffId: string; name: Wording; roles: string[] }[];
  /** The case that the command is for; none of an opening. */
  view?: CaseView;
  command: string;
  category?: string;
}

export interface Choice {
  value: string;
  label: Wording;
}

const fromTitled = (titled: Titled = {}): Choice[] =>
  Object.entries(titled).map(([value, { title }]) => ({ value, label: title }));

const same = (text: string): Wording => ({ ar: text, en: text });

/** The choices of a field by its name and what the API says of it; null if it takes any text. */
export function choicesOf(name: string, schema: Schema, context: FormContext): Choice[] | null {
  const { policy, staff, view } = context;
  const description = schema.description ?? '';
  if (/staff id/i.test(description) || (name === 'to' && view)) {
    return staff.map(({ staffId, name: label }) => ({ value: staffId, label }));
  }
  if (name === 'channel') return fromTitled(policy?.channels);
  if (name === 'department') return fromTitled(policy?.departments);
  if (name === 'class') return fromTitled(policy?.customerClasses);
  if (name === 'priorityGrounds') return fromTitled(policy?.priorityGrounds);
  if (name === 'category') return fromTitled(policy?.categories);
  if (name === 'reasonCode' && context.command === 'decline') return fromTitled(policy?.declineReasons);
  if (name === 'clock' && view) return view.clocks.map(({ id }) => ({ value: id, label: same(id) }));
  if (name === 'missing') return missingOf(context);
  if (name === 'step' && view) return stepsOf(view);
  return null;
}

function missingOf({ policy, view }: FormContext): Choice[] {
  const fields = fromTitled(policy?.categories[view?.category ?? '']?.fields as Titled | undefined);
  return [...fields, { value: 'document', label: { ar: 'مستند', en: 'A document' } }];
}

/** The steps of a procedure that are open. */
function stepsOf({ detail }: CaseView): Choice[] | null {
  const { steps } = detail as { steps?: { id: string; status: string }[] };
  if (!steps) return null;
  return steps.filter(({ status }) => status === 'open').map(({ id }) => ({ value: id, label: same(id) }));
}
