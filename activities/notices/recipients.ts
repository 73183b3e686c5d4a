import type { StaffDocument } from '../../db/organisation/staff.ts';
import type { Notice } from '../../domain/case/case.ts';
import { absenceOf } from '../../domain/stand-in.ts';
import type { Pack } from '../../packs/schema.ts';
import type { NoticeBatch } from '../../workflows/messages/notices.ts';

/** What of a pack says who comes after whom. */
export type Hierarchy = Pick<Pack, 'roles'> & Partial<Pick<Pack, 'independentRole'>>;

/** What of a batch decides who is told. */
type Addressing = Pick<NoticeBatch, 'owner' | 'about' | 'group' | 'department' | 'at'>;

/** A pack that was published before it named an independent role had quality in its place. */
const lastResort = 'quality';
const independentOf = ({ independentRole }: Hierarchy): string => independentRole?.role ?? lastResort;

/**
 * Who is told if a role finds nobody: the next one up, and at the top the role that is independent of them all. If those
 * are passed as well, the managers are told, so that nothing is lost as long as there is anybody.
 */
function above(role: string, pack: Hierarchy, passed: string[]): string[] {
  const standing = pack.roles[role]?.as ?? role;
  if (standing === 'owner' || standing === 'agent') return ['supervisor'];
  if (standing === 'supervisor') return ['manager'];
  const top = [independentOf(pack), lastResort, 'manager'].find((other) => other !== role && !passed.includes(other));
  return top ? [top] : [];
}

/**
 * The people on the staff who are told, at the instant of the facts. The directory gives them by role, within the case's
 * department if the role has people there. A stand-in replaces a person who is away. People named in the case are not told.
 * If nobody is left, the next role up is told at once. If that is because all of them are named, the next role up leads
 * them, and the independent role hears of it too (F-10).
 */
export function staffRecipients(
  to: Notice['to'],
  batch: Addressing,
  directory: StaffDocument[],
  pack: Hierarchy,
  passed: string[] = [],
): StaffDocument[] {
  const role = to.startsWith('role:') ? to.slice('role:'.length) : 'owner';
  if (passed.includes(role)) return [];
  const person = to === 'owner' ? batch.owner : to.slice('staff:'.length);
  const asked = to.startsWith('role:')
    ? holders(role, batch, directory)
    : directory.filter(({ _id }) => _id === person);
  const told = asked.flatMap((person) => presentFor(person, batch, directory, []));
  if (told.length > 0) return eachOnce(told);
  const isConflict = asked.some(({ _id }) => batch.about.includes(_id));
  const next = [...above(role, pack, passed), ...(isConflict ? [independentOf(pack)] : [])];
  return eachOnce(next.flatMap((other) => staffRecipients(`role:${other}`, batch, directory, pack, [...passed, role])));
}

function eachOnce(people: StaffDocument[]): StaffDocument[] {
  return [...new Map(people.map((person) => [person._id, person])).values()];
}

function holders(role: string, batch: Addressing, directory: StaffDocument[]): StaffDocument[] {
  const all = directory.filter(({ roles }) => roles.includes(role));
  const near = all.filter(({ groups, departments }) =>
    role === 'agent' ? groups.includes(batch.group) : departments.includes(batch.department),
  );
  return near.length > 0 ? near : all;
}

/** The person, or the stand-in at that instant. Nobody if the chain leads back, or to or by a person whom the case names. */
function presentFor(
  person: StaffDocument,
  batch: Addressing,
  directory: StaffDocument[],
  passed: string[],
): StaffDocument[] {
  if (passed.includes(person._id) || batch.about.includes(person._id)) return [];
  const absence = absenceOf(person, batch.at);
  if (!absence) return [person];
  const deputy = directory.find(({ _id }) => _id === absence.deputy);
  return deputy ? presentFor(deputy, batch, directory, [...passed, person._id]) : [];
}
