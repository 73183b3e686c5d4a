import type { CaseState } from './case.ts';
import { type Actor, type No, no } from './command.ts';
import type { Reach, RoleRights, WordsReach } from './policy.ts';

/** What rights look at in a case; a list entry has it as well as a whole state. */
export type CaseForRights = Pick<CaseState, 'about' | 'owner' | 'follower'> & {
  /** Whom the case is handed over to, as long as it has not been taken. */
  handOver?: { receiver: string };
  policy: { group: string; department: string; rights: Record<string, RoleRights> };
};

const customerCommands = ['open', 'complete', 'withdraw', 'confirm', 'rate', 'object', 'reopen', 'attach'];

function rightsOf(actor: Actor, subject: CaseForRights): RoleRights[] {
  return actor.roles.flatMap((role) => subject.policy.rights[role] ?? []);
}

/**
 * May this actor give this command on this case? Null for yes, else the refusal. The pack's rights decide; nobody acts on
 * a case about himself (F-10).
 */
export function mayAct(actor: Actor, command: string, subject: CaseForRights): No | null {
  if (actor.id === 'system') return null;
  if (actor.id === 'customer') {
    return customerCommands.includes(command) ? null : no('Forbidden', `a customer may not ${command}`);
  }
  if (subject.about.includes(actor.id)) return no('NamedInCase', 'you are named in this case');
  const reaches = rightsOf(actor, subject).flatMap((rights) => rights.commands[command] ?? []);
  if (reaches.length === 0) return no('Forbidden', `your role may not ${command}`);
  // `self` narrows whom one may assign to, which only the command's body tells.
  if (reaches.some((reach) => reach === 'yes' || reach === 'self')) return null;
  if (reaches.includes('owner') && subject.owner === actor.id) return null;
  // Where nobody hands anything over, that is what the refusal should say, not whose case it is.
  if (reaches.includes('receiver') && (!subject.handOver || subject.handOver.receiver === actor.id)) return null;
  const whom = reaches.includes('receiver') ? 'the one whom it is handed over to' : 'the owner';
  return no('NotYourCase', `only ${whom} may ${command} this case`);
}

/** True where the actor may assign the case to nobody but himself. */
export function assignsToSelfOnly(actor: Actor, subject: CaseForRights): boolean {
  return actor.id !== 'system' && !rightsOf(actor, subject).some((rights) => rights.commands.assign === 'yes');
}

function isOfGroup({ groups }: Actor, { policy, follower }: CaseForRights): boolean {
  return groups.includes(policy.group) || (follower !== undefined && groups.includes(follower.group));
}

function isOfDepartment({ departments }: Actor, { policy, follower }: CaseForRights): boolean {
  return (
    departments.includes(policy.department) || (follower !== undefined && departments.includes(follower.department))
  );
}

/** The owner, and whom the case is handed over to: he reads what he is to take. */
function isIts({ id }: Actor, { owner, handOver }: CaseForRights): boolean {
  return owner === id || handOver?.receiver === id;
}

const readReach: Record<Reach, (actor: Actor, subject: CaseForRights) => boolean> = {
  none: () => false,
  group: (actor, subject) => isOfGroup(actor, subject) || isIts(actor, subject),
  department: (actor, subject) => isOfDepartment(actor, subject),
  all: () => true,
};

/** May this actor know that the case exists, and see its view? */
export function mayRead(actor: Actor, subject: CaseForRights): boolean {
  if (subject.about.includes(actor.id)) return false;
  return rightsOf(actor, subject).some((rights) => readReach[rights.read](actor, subject));
}

const wordsReach: Record<WordsReach, (actor: Actor, subject: CaseForRights, reason: string) => boolean> = {
  none: () => false,
  own: (actor, subject) => isIts(actor, subject) || (subject.owner === null && isOfGroup(actor, subject)),
  department: (actor, subject) => isOfDepartment(actor, subject),
  all: () => true,
  'with-reason': (_actor, _subject, reason) => reason.trim() !== '',
};

/** May this actor read the customer's words? An auditor says why; every look is recorded by the caller (F-10). */
export function mayReadWords(actor: Actor, subject: CaseForRights, reason = ''): boolean {
  if (!mayRead(actor, subject)) return false;
  return rightsOf(actor, subject).some((rights) => wordsReach[rights.words](actor, subject, reason));
}

/** May this actor replay histories, see proofs of deadlines, read the audit trail? */
export function mayInspect(actor: Actor, what: 'replay' | 'proofs' | 'audit', subject: CaseForRights): boolean {
  return mayRead(actor, subject) && rightsOf(actor, subject).some((rights) => rights[what]);
}
