import type { StaffDocument } from '../db/models.ts';
import type { Notice } from '../domain/case.ts';
import type { NoticeBatch } from '../workflows/messages.ts';

/** Who is told where a role finds nobody: the next one up. */
const above: Record<string, string> = {
  owner: 'supervisor',
  agent: 'supervisor',
  supervisor: 'manager',
  manager: 'quality',
};

/**
 * The staff whom a recipient of a notice stands for, at the instant of the facts: by role in the directory, within the
 * case's department where the role has people there, the stand-in for whoever is away, and nobody whom the case names.
 * Where that leaves nobody, the next role up is told at once.
 */
export function staffRecipients(to: Notice['to'], batch: NoticeBatch, directory: StaffDocument[]): StaffDocument[] {
  const role = to.startsWith('role:') ? to.slice('role:'.length) : 'owner';
  const person = to === 'owner' ? batch.owner : to.slice('staff:'.length);
  const asked = to.startsWith('role:')
    ? holders(role, batch, directory)
    : directory.filter(({ _id }) => _id === person);
  const told = asked.flatMap((person) => presentFor(person, batch, directory, []));
  if (told.length > 0) return [...new Map(told.map((person) => [person._id, person])).values()];
  const next = above[role];
  return next ? staffRecipients(`role:${next}`, batch, directory) : [];
}

function holders(role: string, batch: NoticeBatch, directory: StaffDocument[]): StaffDocument[] {
  const all = directory.filter(({ roles }) => roles.includes(role));
  const near = all.filter(({ groups, departments }) =>
    role === 'agent' ? groups.includes(batch.group) : departments.includes(batch.department),
  );
  return near.length > 0 ? near : all;
}

/** The person, or who stands in at that instant; nobody where the chain of stand-ins leads back or to somebody named. */
function presentFor(
  person: StaffDocument,
  batch: NoticeBatch,
  directory: StaffDocument[],
  passed: string[],
): StaffDocument[] {
  if (passed.includes(person._id)) return [];
  const at = Date.parse(batch.at);
  const absence = person.absences.find(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to));
  if (!absence) return batch.about.includes(person._id) ? [] : [person];
  const deputy = directory.find(({ _id }) => _id === absence.deputy);
  return deputy ? presentFor(deputy, batch, directory, [...passed, person._id]) : [];
}
