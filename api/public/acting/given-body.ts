/** What a form of the page sends, as the body of the command that it is. */
import { fromForm } from '../follow-up/follow-up-questions.ts';
import type { CustomerAct } from './acts.ts';

/** The fields of a form; what was left open is left out. */
export type Given = Record<string, string>;

/** The body that JSON clients would send. */
export function bodyOf(
  action: Exclude<CustomerAct, 'attach' | 'meet-manager' | 'correct-contact' | 'prove-contact'>,
  given: Given,
): object {
  switch (action) {
    case 'complete':
      return { ...textIn(given), fields: ownFields(given) };
    case 'confirm':
    case 'rate':
      return fromForm(given);
    case 'cancel-appointment':
      return { appointment: given.appointment };
    default:
      return textIn(given);
  }
}

/** The fields of the intake form among them. */
export function ownFields(given: Given): Record<string, string> {
  const own = Object.entries(given).filter(([name]) => name.startsWith('field.'));
  return Object.fromEntries(own.map(([name, value]) => [name.slice('field.'.length), value]));
}

function textIn({ text }: Given): { text?: string } {
  return text === undefined ? {} : { text };
}
