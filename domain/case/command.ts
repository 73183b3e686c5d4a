/** What a person, a customer or the system asks of a case, and how a case says no. Plain JSON, as it travels to the workflow. */
import { digest } from '../digest.ts';
import type { CarriedStandIn } from '../stand-in.ts';

/** Who acts: an id and codes only, taken from the token by the API, never from a request's body. */
export interface Actor {
  /** Staff id, `customer` or `system`. */
  id: string;
  roles: string[];
  groups: string[];
  departments: string[];
  /** Set if staff act for the customer, who then counts as the one acting (recorded so). */
  onBehalfOf?: 'customer';
  /** People who are away and for whom the actor stands in, as the API found it when it received the command. */
  standIns?: CarriedStandIn[];
  /** Set if they act in the right of a person who is away. Roles, groups and departments are then that person's. */
  standingInFor?: string;
}

export const systemActor: Actor = { id: 'system', roles: ['system'], groups: [], departments: [] };
export const customerActor: Actor = { id: 'customer', roles: ['customer'], groups: [], departments: [] };

/** A reference to words kept in the vault: the history knows only the id and the digest. */
export interface VaultTextRef {
  id: string;
  /** SHA-256 of the vault's nonce and the content, hexadecimal. */
  digest: string;
}

/**
 * The API signs each command, and each opening, that it takes from a person (decision 36). A process signs what it tells a case in
 * the system's name (decision 37).
 */
export interface CommandSignature {
  /** The name of the key. */
  key: string;
  /** When the API received the command, or when it was signed, UTC. */
  at: string;
  /** SHA-256 of the command's name, actor and body, hexadecimal. */
  content: string;
  /** Ed25519, base64url. */
  value: string;
  /**
   * By what the request that brought the command is told from another one under its key: 16 characters of a keyed digest. It is
   * not signed, and proves nothing. Absent of what came with no request, or to an earlier release.
   */
  request?: string;
}

/** A command as it reaches the case. `at` is the UTC instant at which the API received it. */
export interface Command<Name extends string = string, Body = unknown> {
  name: Name;
  commandId: string;
  at: string;
  actor: Actor;
  body: Body;
  /**
   * Set if the caller writes what the case answers, in the case's place. It is the sequence of the last event of the
   * timeline that the caller has found written.
   */
  writtenThrough?: number;
  /** Absent if an earlier release gave the command, or a case. */
  signature?: CommandSignature;
}

/** What of a command its signature covers by a digest. */
export function signedContent({ name, actor, body }: Pick<Command, 'name' | 'actor' | 'body'>): string {
  return digest([name, actor, body]);
}

/** In whose right the actor acts: their own, or that of the person for whom they stand in. */
export function effectiveUser({ id, standingInFor }: Actor): string {
  return standingInFor ?? id;
}

/** Everybody whom this actor counts as if two people must differ: the actor, and each person for whom they stand in. */
export function namesOf({ id, standIns = [] }: Actor): string[] {
  return [id, ...standIns.map((standIn) => standIn.for)];
}

/** Both names of a person who did something: their own and, if they stood in, that of the person whom they replaced. */
export function bothNames({ by, standingInFor }: { by: string; standingInFor?: string | null | undefined }): string[] {
  return standingInFor ? [by, standingInFor] : [by];
}

export type RefusalName =
  | 'NotAllowedNow'
  | 'NotYourCase'
  | 'Forbidden'
  | 'SamePerson'
  | 'NamedInCase'
  | 'Incomplete'
  | 'PreconditionFailed'
  | 'StaleBase'
  | 'ReturnsExhausted'
  | 'NotPointOfContact';

/** Why a command was not carried out. `status` and `allowed` say what the case is now and what it would take. */
export interface Refusal {
  refusal: RefusalName;
  detail: string;
  status: string;
  allowed: string[];
}

/** A sentence and a stable name; the machine adds the present status and the allowed commands. */
export interface No {
  no: RefusalName;
  detail: string;
}

export function no(name: RefusalName, detail: string): No {
  return { no: name, detail };
}

export function isNo<T>(answer: T | No): answer is No {
  return typeof answer === 'object' && answer !== null && 'no' in answer;
}
