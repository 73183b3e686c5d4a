import type { CaseDocument } from '../db/cases/cases.ts';
import type { StaffDocument } from '../db/organisation/staff.ts';
import type { Actor } from '../domain/case/command.ts';
import type { Pack } from '../packs/schema.ts';
import type { Dependencies } from './dependencies.ts';

/** Somebody signed in: the actor that commands carry, and the person behind it. */
export interface Principal {
  actor: Actor;
  staff: StaffDocument;
  /** The session by which the person is in. */
  session: OpenSession;
}

export interface OpenSession {
  id: string;
  /** Whether a second factor was given. */
  isProven: boolean;
  /** True if it lets its holder do nothing but enrol the second factor that the policy asks for. */
  mustEnrol: boolean;
  /** Of a service account: the operations that it may use. */
  scopes?: readonly string[];
}

/**
 * A case as the projection has it, or as its opening left it while nothing has been projected yet. It does not say who may
 * take the next step: the view may be later than what was stored of that.
 */
export type FoundCase = Omit<CaseDocument, '_id' | 'waitsFor'>;

/** What a use case is called with: who calls, for which organisation, about which case, and when. */
export interface Call<Query = unknown, Body = unknown> {
  dependencies: Dependencies;
  principal: Principal;
  /** The latest pack of the organisation. */
  pack: Pack;
  /** The case that the call is about; only if it is about one. */
  found: FoundCase;
  query: Query;
  body: Body;
  /** The caller's own key: repeated under it a call is the same one. Only if the call changes something. */
  key: string;
  /** The digest of what the caller has seen and decides on; null if none was named. */
  ifMatch: string | null;
  /** What else the caller names, by what it is: a clock, an absence, a survey. */
  ids: Readonly<Record<string, string>>;
  /** The address of the operation: with the key, it tells one call from another. */
  path: string;
  /** False if the caller does not wait for the outcome of a command. */
  waits: boolean;
  /** When the call arrived, UTC. */
  receivedAt: string;
}
