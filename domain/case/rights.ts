import type { CaseState } from './case.ts';
import { type Actor, type Command, effectiveUser, isNo, type No, no, systemActor } from './command.ts';
import { type PolicySlice, type Reach, type RoleRights, readsAs, type WordsReach } from './policy.ts';

/** What rights look at in a case; a list entry has it as well as a whole state. */
export type CaseForRights = Pick<CaseState, 'about' | 'owner' | 'follower'> & {
  /** The person to whom the case is handed over, as long as they have not taken it. */
  handOver?: { receiver: string };
  /** The person to whom somebody else assigned it, in kinds that know delegation. */
  delegate?: string;
  /** Of a confidential case: the roles that it is open to, besides its owner and those with whom it is shared (N-25). */
  circle?: string[];
  /** Colleagues who read the case and work on it like its owner (G-05). */
  sharers?: string[];
  policy: { group: string; department: string; rights: Record<string, RoleRights>; reading?: PolicySlice['reading'] };
};

/** The commands that a customer gives, if the pack has them. The page of the customer’s link has a form for each. */
export const commandsOfCustomer = [
  'open',
  'complete',
  'withdraw',
  'confirm',
  'rate',
  'object',
  'reopen',
  'attach',
  'book-appointment',
  'cancel-appointment',
  'correct-contact',
  'disown',
];

/** The owner alone decides who else has the case. Until the fourth reading those with whom it is shared could give it back. */
const ofOwnerAlone = ['share', 'unshare', 'hand-over'];

function isOfOwnerAlone(command: string, { policy }: CaseForRights): boolean {
  return ofOwnerAlone.includes(command) || (command === 'give-back' && readsAs({ policy }, 4));
}

function rightsOf(actor: Actor, subject: CaseForRights): RoleRights[] {
  return actor.roles.flatMap((role) => subject.policy.rights[role] ?? []);
}

/**
 * The actor in every right that they have on this case: their own first, then that of each person for whom they stand in.
 * None if the case names the actor, and none of a person whom it names, nor by way of one (F-10).
 */
export function rightsHeld(actor: Actor, subject: CaseForRights): Actor[] {
  const isNamed = (id: string) => subject.about.includes(id);
  if (isNamed(actor.id)) return [];
  const replaced = (actor.standIns ?? []).filter((standIn) => ![standIn.for, ...standIn.through].some(isNamed));
  const held = [
    actor,
    ...replaced.map(({ for: standingInFor, roles, groups, departments }) => ({
      ...actor,
      ...{ roles, groups, departments, standingInFor },
    })),
  ];
  return held.filter((one) => isInCircle(one, subject));
}

/** A confidential case is not there for anybody but the roles that it is open to, and those who work on it by name. */
function isInCircle(actor: Actor, subject: CaseForRights): boolean {
  const { circle } = subject;
  return circle === undefined || isIts(actor, subject) || actor.roles.some((role) => circle.includes(role));
}

/**
 * The actor in every right in which they may give this command on this case, their own first; or the refusal. The pack's
 * rights decide. Nobody acts on a case about themselves (F-10).
 */
export function actingRoles(actor: Actor, command: string, subject: CaseForRights): Actor[] | No {
  if (actor.id === 'system') return [actor];
  if (actor.id === 'customer') {
    return commandsOfCustomer.includes(command) ? [actor] : no('Forbidden', `a customer may not ${command}`);
  }
  const answers = rightsHeld(actor, subject).map((held) => ({ held, refusal: refusalFor(held, command, subject) }));
  const able = answers.filter(({ refusal }) => refusal === null).map(({ held }) => held);
  if (able.length > 0) return able;
  const refusals = answers.flatMap(({ refusal }) => refusal ?? []);
  // That only an owner may do it says more than that a role may not.
  return (
    refusals.find((refusal) => refusal.no === 'NotYourCase') ??
    refusals[0] ??
    (subject.about.includes(actor.id)
      ? no('NamedInCase', 'you are named in this case')
      : no('Forbidden', 'the case is open to few, and you are none of them'))
  );
}

/** Commands of people that one case also gives another, in the name of the system. All others between cases are inner ones. */
const toldByCases = ['withdraw', 'name-staff'];

/**
 * Why a command of people is not taken that has come as a message in the name of the system, or null. The system is asked for no
 * right. What it does by itself reaches no case as a message, but for what cases tell each other (S10).
 */
export function objectionToMessage({ name, actor }: Pick<Command, 'name' | 'actor'>, isUpdate: boolean): No | null {
  if (actor.id !== systemActor.id || (!isUpdate && toldByCases.includes(name))) return null;
  return no('Forbidden', 'nobody gives this command in the name of the system');
}

/** May this actor give this command on this case, in their own right or as a stand-in? Null for yes, else the refusal. */
export function mayAct(actor: Actor, command: string, subject: CaseForRights): No | null {
  const answer = actingRoles(actor, command, subject);
  return isNo(answer) ? answer : null;
}

/** Null if the right that the actor acts in reaches the command. */
function refusalFor(actor: Actor, command: string, subject: CaseForRights): No | null {
  const replaced = actor.standIns?.find((standIn) => standIn.for === actor.standingInFor);
  if (replaced && replaced.scope !== 'everything' && !replaced.scope.includes(command)) {
    return no('Forbidden', `you do not stand in for ${replaced.for} where somebody is to ${command}`);
  }
  const reaches = rightsOf(actor, subject).flatMap((rights) => rights.commands[command] ?? []);
  if (reaches.length === 0) return no('Forbidden', `your role may not ${command}`);
  // `self` narrows to whom one may assign, or whom one may name. Only the command's body tells that.
  if (reaches.some((reach) => reach === 'yes' || reach === 'self')) return null;
  const person = effectiveUser(actor);
  const ofOwner = reaches.some((reach) => reach === 'owner' || reach === 'unowned' || reach === 'self-unowned');
  if (ofOwner && (subject.owner === person || (isShared(actor, subject) && !isOfOwnerAlone(command, subject))))
    return null;
  if (subject.owner === null && (reaches.includes('unowned') || reaches.includes('self-unowned'))) return null;
  if (reaches.includes('delegate') && subject.owner === person && subject.delegate === person) return null;
  // If nobody hands anything over, the refusal should say that, and not whose case it is.
  if (reaches.includes('receiver') && (!subject.handOver || subject.handOver.receiver === person)) return null;
  const owner = reaches.includes('delegate') ? 'an owner whom somebody else has assigned it to' : 'the owner';
  const whom = reaches.includes('receiver') ? 'the one whom it is handed over to' : owner;
  return no('NotYourCase', `only ${whom} may ${command} this case`);
}

/** True if the actor, in the right in which they act, may give a command about nobody but themselves. */
export function reachesSelfOnly(actor: Actor, command: string, subject: CaseForRights): boolean {
  return actor.id !== 'system' && !rightsOf(actor, subject).some((rights) => rights.commands[command] === 'yes');
}

/** True if they may assign the case to nobody but themselves: an agent, if anybody else leads. */
export function assignsToSelfOnly(actor: Actor, subject: CaseForRights): boolean {
  return reachesSelfOnly(actor, 'assign', subject);
}

function isOfGroup({ groups }: Actor, { policy, follower }: CaseForRights): boolean {
  return groups.includes(policy.group) || (follower !== undefined && groups.includes(follower.group));
}

function isOfDepartment({ departments }: Actor, { policy, follower }: CaseForRights): boolean {
  return (
    departments.includes(policy.department) || (follower !== undefined && departments.includes(follower.department))
  );
}

/** The owner, those with whom it is shared, and the receiver of a hand-over, who reads what is to be taken. */
function isIts(actor: Actor, { owner, handOver, sharers = [] }: CaseForRights): boolean {
  const person = effectiveUser(actor);
  return owner === person || handOver?.receiver === person || isShared(actor, { sharers });
}

function isShared(actor: Actor, { sharers }: Pick<CaseForRights, 'sharers'>): boolean {
  return sharers?.includes(effectiveUser(actor)) ?? false;
}

const readReach: Record<Reach, (actor: Actor, subject: CaseForRights) => boolean> = {
  none: () => false,
  group: (actor, subject) => isOfGroup(actor, subject) || isIts(actor, subject),
  department: (actor, subject) => isOfDepartment(actor, subject) || isShared(actor, subject),
  all: () => true,
};

/** May this actor know that the case exists, and see its view, in their own right or as a stand-in? */
export function mayRead(actor: Actor, subject: CaseForRights): boolean {
  return rightsHeld(actor, subject).some((held) => reads(held, subject));
}

function reads(actor: Actor, subject: CaseForRights): boolean {
  return rightsOf(actor, subject).some((rights) => readReach[rights.read](actor, subject));
}

const wordsReach: Record<WordsReach, (actor: Actor, subject: CaseForRights, reason: string) => boolean> = {
  none: () => false,
  own: (actor, subject) => isIts(actor, subject) || (subject.owner === null && isOfGroup(actor, subject)),
  department: (actor, subject) => isOfDepartment(actor, subject) || isShared(actor, subject),
  all: () => true,
  'with-reason': (_actor, _subject, reason) => reason.trim() !== '',
};

/**
 * In whose right this actor may read the customer's words: themselves first, else as a stand-in; null if they may not. An
 * auditor says why. The caller records every look (F-10).
 */
export function readerOfWords(actor: Actor, subject: CaseForRights, reason = ''): Actor | null {
  const may = (held: Actor) =>
    reads(held, subject) && rightsOf(held, subject).some((rights) => wordsReach[rights.words](held, subject, reason));
  return rightsHeld(actor, subject).find(may) ?? null;
}

/** May this actor read the customer's words? */
export function mayReadWords(actor: Actor, subject: CaseForRights, reason = ''): boolean {
  return readerOfWords(actor, subject, reason) !== null;
}

/** May this actor replay histories, see proofs of deadlines, read the audit trail? */
export function mayInspect(actor: Actor, what: 'replay' | 'proofs' | 'audit', subject: CaseForRights): boolean {
  return rightsHeld(actor, subject).some(
    (held) =>
      reads(held, subject) &&
      rightsOf(held, subject).some(
        (rights) => rights[what] === true || (rights[what] === 'own' && subject.owner === effectiveUser(held)),
      ),
  );
}
