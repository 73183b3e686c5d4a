/** Who may give somebody a deputy: never a person who gains by it. More than an agent's rights take a second person (S2). */
import { asMember, type StaffDocument } from '../../db/organisation/staff.ts';
import { type AbsenceSpan, gainersOf, passedOnBy } from '../../domain/absence.ts';
import {
  appointsWithDeputy,
  holdsAllRightsOf,
  isAgentOf,
  isOnlyAgent,
  leads,
} from '../../packs/rights/holds-rights.ts';
import type { Pack } from '../../packs/schema.ts';

interface Naming {
  pack: Pack;
  staff: StaffDocument[];
  person: StaffDocument;
  absence: AbsenceSpan & { enteredBy: string };
}

/** Why a person may decide who acts in another's right; null if it is not theirs to decide. */
type Ground = 'own' | 'leads' | 'holds' | 'appoints' | null;

function groundOf(pack: Pack, by: StaffDocument, person: StaffDocument): Ground {
  if (by._id === person._id) return 'own';
  if (isAgentOf(pack, by, person)) return 'leads';
  // Colleagues hold the same rights as one another, but an agent's cases are for their leader to pass on.
  if (!isOnlyAgent(pack, by) && holdsAllRightsOf(pack, by, person)) return 'holds';
  return appointsWithDeputy(pack, by, person) ? 'appoints' : null;
}

const alone = (ground: Ground) => ground === 'own' || ground === 'leads';

/** The absent person, and those for whom the absent person stands in: their rights pass on with the absence. */
function whoseRights({ staff, person, absence }: Naming): StaffDocument[] {
  const others = passedOnBy(person._id, absence, staff.map(asMember));
  return [person, ...staff.filter(({ _id }) => others.includes(_id))];
}

function gains({ staff, absence }: Naming, id: string): boolean {
  return gainersOf(absence, staff.map(asMember)).has(id);
}

/** Why this person may not enter the absence; null if they may. */
export function objectionToEntering(naming: Naming, by: StaffDocument): string | null {
  const { pack, person } = naming;
  if (gains(naming, by._id)) return 'You would gain rights by this absence: somebody else enters it.';
  if (groundOf(pack, by, person) !== null) return null;
  return 'A deputy is named by whoever is away, by the leader of an agent, or by somebody who holds all the same rights.';
}

/** True if the absence gives rights only once a second person has confirmed it. */
export function needsConfirming(naming: Naming, by: StaffDocument): boolean {
  return !whoseRights(naming).every((one) => alone(groundOf(naming.pack, by, one)));
}

/** Why this person may not be the second one; null if they may. */
export function objectionToConfirming(naming: Naming, by: StaffDocument): string | null {
  const { pack, absence, staff } = naming;
  if (by._id === absence.enteredBy) return 'A second person confirms it, not the one who entered it.';
  if (gains(naming, by._id)) return 'You would gain rights by this absence: somebody else confirms it.';
  const entered = staff.find(({ _id }) => _id === absence.enteredBy);
  const isTheirs = whoseRights(naming).every(
    (one) => groundOf(pack, by, one) !== null || (entered && alone(groundOf(pack, entered, one))),
  );
  return isTheirs ? null : 'It is confirmed by whoever is away, or by somebody who holds all the same rights.';
}

/** Taking rights away is one person's act: of those with a part in the absence, and of those who lead. */
export function mayTakeBack(
  pack: Pack,
  by: StaffDocument,
  person: StaffDocument,
  absence: { deputy: string; enteredBy: string; confirmedBy?: string },
): boolean {
  const parts = [person._id, absence.deputy, absence.enteredBy, absence.confirmedBy];
  return parts.includes(by._id) || leads(pack, by) || holdsAllRightsOf(pack, by, person);
}
