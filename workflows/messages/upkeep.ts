import type { CommandSignature } from '../../domain/case/command.ts';

/** A registration whose mobile number is to be proven: its id, and the case number that it will have. */
export interface RegistrationToProve {
  organisation: string;
  registration: string;
  number: string;
  policyVersion: number;
}

/** What proving a mobile number asks for. */
export interface RegistrationActivities {
  sendRegistrationCode(request: RegistrationToProve): Promise<void>;
}

/** A code that proves the contact of a complaint's customer: its id, and the words that say where it goes (S9). */
export interface ContactToProve {
  organisation: string;
  number: string;
  code: string;
  customerWords: string;
  language: 'ar' | 'en';
  policyVersion: number;
}

/** What proving a contact asks for. */
export interface ContactActivities {
  sendContactCode(request: ContactToProve): Promise<void>;
}

/** Customers whom the product asks to answer a survey (N-09): their numbers, and nothing else of them. */
export interface SurveyInvitations {
  organisation: string;
  survey: string;
  customers: string[];
  policyVersion: number;
}

/** What asking customers for their answers takes. */
export interface InvitationActivities {
  /** Customers for whom it is settled already are not asked again. */
  sendInvitations(request: SurveyInvitations): Promise<void>;
}

/** Somebody's absence, once it begins. */
export interface AbsenceBeginning {
  organisation: string;
  staffId: string;
  /** UTC. */
  from: string;
}

/** What an absence that begins asks for. */
export interface AbsenceActivities {
  /**
   * Record changes that wait for a step which nobody can take since then, though somebody could before. With the UTC
   * instant of the look, and a digest of all who are away then.
   */
  formsLeftAlone(absence: AbsenceBeginning): Promise<{
    at: string;
    cause: string;
    /** `signature`: of the command; absent if an earlier release looked. */
    forms: { number: string; step: string; signature?: CommandSignature | undefined }[];
  }>;
}

/** Rows of a file that wait in the vault: customers to be entered (N-21), or complaints to be moved in. */
export interface ImportToPrepare {
  organisation: string;
  number: string;
  batches: number;
}

/** What preparing an import asks for; each is safe to repeat. */
export interface ImportActivities {
  prepareBatch(batch: { organisation: string; number: string; index: number }): Promise<void>;
  /** Removes the rows that wait and gives its place back, whether everything was prepared or not. */
  endImport(request: { organisation: string; number: string }): Promise<void>;
}

/** One command for many complaints, whose signed commands wait in the database. */
export interface RunToGive {
  organisation: string;
  number: string;
}

export interface BulkActivities {
  /** Gives some of the commands that wait, and says how many still do. Safe to repeat. */
  giveWaiting(run: RunToGive): Promise<number>;
}

/** What moving complaints in asks for; each is safe to repeat. */
export interface MovingActivities {
  openMovedIn(batch: { organisation: string; number: string; index: number }): Promise<void>;
  /** Removes the rows that wait, whether all were opened or not. Says in how many milliseconds the organisation is open. */
  endMovingIn(request: { organisation: string; number: string }): Promise<{ tellInMs: number }>;
  tellOfMovingIn(request: { organisation: string; number: string }): Promise<void>;
}

/** Something that happened to somebody's place on the staff, of which those concerned are told. */
export interface StaffFactToTell {
  organisation: string;
  staffId: string;
  /** Id of the fact in the directory. */
  fact: string;
  policyVersion: number;
}

export interface StaffActivities {
  tellStaff(fact: StaffFactToTell): Promise<void>;
}

/** A replay that an auditor has asked for. */
export interface ReplayToMake {
  organisation: string;
  number: string;
  /** Of the replay. */
  id: string;
  by: string;
  askedAt: string;
}

export interface ReplayActivities {
  /** Replays the case with its parent and children, and keeps what it finds. Safe to repeat. */
  makeReplay(replay: ReplayToMake): Promise<void>;
  /** Notes that it could not be made, and why. */
  giveUpReplay(replay: ReplayToMake & { why: string }): Promise<void>;
}

/** Wakes what starts an organisation's procedures: something was published, or a process has begun. */
export const lookForProceduresSignal = 'lookForProcedures';

/** Whose procedures are looked for, and up to which instant that was done already, UTC. */
export interface ProcedureLook {
  organisation: string;
  after: string;
}

/** Up to which instant everything has been started, and how long to wait, in milliseconds. */
export interface LookedFor {
  upTo: string;
  waitMs: number;
}

/** Activities of the product's own housekeeping. */
export interface UpkeepActivities {
  sweepOrphans(): Promise<number>;
  startSurveyCycles(): Promise<number>;
  startProcedures(look: ProcedureLook): Promise<LookedFor>;
  archiveHistories(): Promise<number>;
  sweepCases(): Promise<number>;
  makeCheckpoint(): Promise<number>;
  sendReports(): Promise<number>;
  endRetention(): Promise<number>;
}
