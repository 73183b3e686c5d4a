/** Who must approve: any of several, all of several, or so many of them. */

/** Who may approve: the holders of a role, one person, or the people of a department who have one of these roles. */
export type Approver = { role: string } | { person: string } | OfDepartment;

/** A department whose data it is agrees by somebody of its own (F-04). */
export interface OfDepartment {
  department: string;
  roles: string[];
}

export type ApprovalRule =
  /** One of these. */
  | { anyOf: Approver[] }
  /** Each of these, every one by a different person. */
  | { allOf: Approver[] }
  /** So many different persons of these. */
  | { quorum: number; of: Approver[] };

/** What of a decision says which places it can fill. */
export interface Signature {
  by: string;
  standingInFor: string | null;
  /** The roles of the right in which the person acted. */
  roles: string[];
  /** Likewise. Asked for only if a department approves. */
  departments?: string[];
}

/** The places of a rule, each with those who may fill it. */
export function placesOf(rule: ApprovalRule): Approver[][] {
  if ('anyOf' in rule) return [rule.anyOf];
  if ('allOf' in rule) return rule.allOf.map((approver) => [approver]);
  return Array.from({ length: rule.quorum }, () => rule.of);
}

function fits(approver: Approver, { by, standingInFor, roles, departments = [] }: Signature): boolean {
  if ('department' in approver) {
    return departments.includes(approver.department) && approver.roles.some((role) => roles.includes(role));
  }
  return 'role' in approver ? roles.includes(approver.role) : approver.person === (standingInFor ?? by);
}

/**
 * How many places these signatures fill at most, each of them one. A person who can sign in two roles leaves the one that
 * another needs. A person counts once, whether they sign for themselves or as a stand-in.
 */
export function placesFilled(rule: ApprovalRule, signatures: readonly Signature[]): number {
  const places = placesOf(rule);
  const held: (Signature | undefined)[] = places.map(() => undefined);
  const seat = (signature: Signature, asked: Set<number>): boolean =>
    places.some((approvers, place) => {
      if (asked.has(place) || !approvers.some((approver) => fits(approver, signature))) return false;
      asked.add(place);
      const sitting = held[place];
      if (sitting && !seat(sitting, asked)) return false;
      held[place] = signature;
      return true;
    });
  return differentPersons(signatures).filter((signature) => seat(signature, new Set())).length;
}

/** Those whose signature would fill one more place. */
export function approversWanted(rule: ApprovalRule, signatures: readonly Signature[]): Approver[] {
  const filled = placesFilled(rule, signatures);
  const wouldFill = (approver: Approver) => placesFilled(rule, [...signatures, signatureOf(approver)]) > filled;
  return placesOf(rule).flat().filter(wouldFill);
}

function signatureOf(approver: Approver): Signature {
  const somebody = { by: 'somebody else', standingInFor: null, roles: [] };
  if ('person' in approver) return { ...somebody, by: approver.person };
  if ('role' in approver) return { ...somebody, roles: [approver.role] };
  return { ...somebody, roles: approver.roles, departments: [approver.department] };
}

/** The roles among them. */
export function rolesWanted(rule: ApprovalRule, signatures: readonly Signature[]): string[] {
  return [...new Set(approversWanted(rule, signatures).flatMap((one) => ('role' in one ? [one.role] : [])))];
}

/** The departments among them. */
export function departmentsWanted(rule: ApprovalRule, signatures: readonly Signature[]): OfDepartment[] {
  return approversWanted(rule, signatures).flatMap((one) => ('department' in one ? [one] : []));
}

/** Without those who count as somebody who has signed before them. */
function differentPersons(signatures: readonly Signature[]): Signature[] {
  const names = new Set<string>();
  return signatures.filter(({ by, standingInFor }) => {
    const own = [by, standingInFor ?? by];
    if (own.some((name) => names.has(name))) return false;
    for (const name of own) names.add(name);
    return true;
  });
}
