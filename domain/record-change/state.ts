import type { Approval } from '../case/approval.ts';
import type { CaseFields } from '../case/case.ts';
import type { VaultTextRef } from '../case/command.ts';
import type { RegistryAction } from '../customer/record.ts';
import type { EntryOutcome, FrozenForm } from './form.ts';
import type { RecordChangePolicy, Separation } from './policy.ts';

/** What preparing a record change takes. */
export interface RecordChangeDetails extends FrozenForm {
  /** Who prepares it, and in whose right if they stand in for another person. */
  preparer: string;
  /** Set if a customer prepares it: what names the customer to those who write to them, and in which language (B-04). */
  applicant?: Applicant;
}

/** A customer who registers; their address is in the vault. */
export interface Applicant {
  words: VaultTextRef;
  language: 'ar' | 'en';
}

/** Steps that somebody must take, as the questions after who is there name them. */
export type RecordChangeStep = 'review' | 'approve' | 'enter' | 'archive';

/** A person's part in it: under both names, if they stood in for another. */
export interface Part {
  by: string;
  standingInFor: string | null;
  at: string;
}

/** What every record change has, whatever its status. */
export interface RecordChangeFields extends CaseFields {
  kind: 'recordChange';
  policy: RecordChangePolicy;
  action: RegistryAction;
  form: VaultTextRef;
  /** Of the form: amendments count up. */
  version: number;
  customers: string[];
  records: number;
  alike: number;
  separation: Separation;
  /** Absent if a member of staff prepared it. */
  applicant?: Applicant;
  /** Of the form as it stands; its decisions are those on the present version. */
  approval: Approval;
}

export type RecordChangeStatus = RecordChangeState['status'];

interface Reviewed {
  review: Part & { words: VaultTextRef | null };
}
interface Entry extends Reviewed {
  entry: Part;
}
interface Entered extends Entry {
  entered: Extract<EntryOutcome, { outcome: 'entered' }>['customers'];
  enteredAt: string;
}

/** Why a form is back with who prepared it. */
export type CameBack =
  | { why: 'rejected'; words: VaultTextRef }
  /** `StaleBase`: these records have moved since the form was made. */
  | { why: 'stale'; stale: Extract<EntryOutcome, { outcome: 'stale' }>['customers'] }
  | { why: 'failed'; detail: string };

export type RecordChangeState = RecordChangeFields &
  (
    | { status: 'prepared' }
    | ({ status: 'reviewed' } & Reviewed)
    | { status: 'returned'; back: CameBack }
    | ({ status: 'approved' } & Reviewed)
    | ({ status: 'entering' } & Entry)
    | ({ status: 'entered' } & Entered)
    | ({ status: 'archived'; archive: Part } & Entered)
    | { status: 'withdrawn' }
  );
