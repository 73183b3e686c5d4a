import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';

type Who = Pick<Call, 'principal' | 'pack'>;

function isOneOf({ principal, pack }: Who, standing: readonly string[]): boolean {
  return principal.actor.roles.some((role) => standing.includes(pack.roles[role]?.as ?? ''));
}

/** Questionnaires, invitations and the settling of paper forms are quality's and the managers'. */
export function mustKeepSurveys(who: Who): void {
  if (isOneOf(who, ['quality', 'manager'])) return;
  throw new Refused('Forbidden', 'Questionnaires and surveys are kept by quality and by managers.');
}

/** Results are for those who decide on them, and for auditors. */
export function mustReadSurveys(who: Who): void {
  if (isOneOf(who, ['quality', 'manager', 'auditor'])) return;
  throw new Refused('Forbidden', 'Surveys are read by quality, by managers and by auditors.');
}

/** Paper forms are typed by the staff who work with customers. */
export function mustTypeForms(who: Who): void {
  if (isOneOf(who, ['agent', 'supervisor', 'quality', 'manager'])) return;
  throw new Refused('Forbidden', 'Paper forms are typed by the staff of customer care, quality and managers.');
}
