import type { CaseState, Kind } from '../../domain/case/case.ts';
import { type CaseKind, kinds } from '../../domain/kinds.ts';
import type { Drawing } from './drawing.ts';
import { complaint } from './drawn/complaint.ts';
import { departmentTicket } from './drawn/department-ticket.ts';
import { followedItem } from './drawn/followed-item.ts';
import { lead } from './drawn/lead.ts';
import { procedure } from './drawn/procedure.ts';
import { recordChange } from './drawn/record-change.ts';
import { surveyCycle } from './drawn/survey-cycle.ts';

/** The drawing of every kind of case. */
const drawings: Record<CaseKind, Drawing> = {
  complaint,
  departmentTicket,
  followedItem,
  lead,
  procedure,
  recordChange,
  surveyCycle,
};

export interface DrawnKind extends Drawing {
  /** The name of its page. */
  page: string;
  kind: Kind<CaseState, never>;
  isFinal: (status: string) => boolean;
}

/** Every kind with its drawing. A status is final if the case is over whenever it is in it. */
export const drawnKinds: DrawnKind[] = Object.entries(drawings).map(([name, drawing]) => {
  const kind: Kind<CaseState, never> = kinds[name as CaseKind].rules;
  const isFinal = (status: string) => kind.isOver({ status } as CaseState);
  return { ...drawing, page: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), kind, isFinal };
});
