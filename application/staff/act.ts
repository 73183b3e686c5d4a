/** What a use case of the staff gives back: one change of somebody's entry in the directory with the fact that says so. */
import type { StaffDocument } from '../../db/organisation/staff.ts';
import type { Pack } from '../../packs/schema.ts';

export interface StaffAct {
  type: string;
  detail: Record<string, unknown>;
  set: Partial<StaffDocument>;
  /** Roles that this gives and that few may hold at a time. */
  seats?: string[];
}

/** Why it is not done. `path` names the value that is not right. */
export interface StaffRefusal {
  refusal: 'Forbidden' | 'SamePerson' | 'NotAllowedNow' | 'StaleBase' | 'Invalid';
  detail: string;
  path?: string;
}

/** Who asks for what of whom, by what stands now. */
export interface Asked {
  pack: Pack;
  /** Everybody who works here now. */
  staff: StaffDocument[];
  person: StaffDocument;
  by: StaffDocument;
  /** Under which names this counts: the actor's own, and those of the people for whom they stand in. */
  names: string[];
  at: string;
  /** The id of the fact. */
  id: string;
}

export function isRefusal(answer: object): answer is StaffRefusal {
  return 'refusal' in answer;
}

export function refuse(refusal: StaffRefusal['refusal'], detail: string, path?: string): StaffRefusal {
  return { refusal, detail, ...(path === undefined ? {} : { path }) };
}
