import { createHash } from 'node:crypto';
import { commandTold } from '../../application/cases/told-by-system.ts';
import { waitingRecordChanges } from '../../db/cases/cases.ts';
import type { CommandKeys } from '../../db/command-signatures.ts';
import type { Database } from '../../db/database.ts';
import { asMember, staffOf } from '../../db/organisation/staff.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { RegistryAction } from '../../domain/customer/record.ts';
import { instantText } from '../../domain/deadline/instants-and-dates.ts';
import { detailOf } from '../../domain/details.ts';
import { findNobody } from '../../domain/record-change/find-nobody.ts';
import { canAnybody } from '../../domain/record-change/presence.ts';
import type { RecordChangeStatus } from '../../domain/record-change/state.ts';
import { presenceQuestions, stepOf } from '../../domain/record-change/steps.ts';
import { absenceOf } from '../../domain/stand-in.ts';
import { recordChangeSliceFor } from '../../packs/kinds/record-change/pinned-policy.ts';
import type { Pack } from '../../packs/schema.ts';
import type { AbsenceActivities, AbsenceBeginning } from '../../workflows/messages/upkeep.ts';

/**
 * The record changes that wait for a step which nobody can take any more since an absence has begun, though somebody could
 * before it. Safe to repeat: it only looks.
 */
export async function formsLeftAlone(
  { database, ...keys }: CommandKeys & { database: Database },
  packOf: (organisation: string, version: number) => Promise<Pack>,
  { organisation, staffId, from }: AbsenceBeginning,
): ReturnType<AbsenceActivities['formsLeftAlone']> {
  const at = instantText(Date.now());
  const members = (await staffOf(database, organisation)).map(asMember);
  const before = members.map((member) =>
    member.id === staffId ? { ...member, absences: member.absences.filter((one) => one.from !== from) } : member,
  );
  const left: { number: string; step: string }[] = [];
  for (const view of await waitingRecordChanges(database, organisation)) {
    const isLeft = (await questionsOf(view, packOf)).some(
      (question) => canAnybody(before, { ...question, at }) && !canAnybody(members, { ...question, at }),
    );
    const step = stepOf(view.status as RecordChangeStatus);
    if (isLeft && step) left.push({ number: view.number, step });
  }
  // Two who go away at once leave a form alone together: both looks find the same people away, and it is told once.
  const away = members.flatMap((member) => {
    const absence = absenceOf(member, at);
    return absence ? [[member.id, absence.from]] : [];
  });
  const cause = createHash('sha256').update(JSON.stringify(away.sort())).digest('base64url');
  const forms = left.map(({ number, step }) => {
    const command = findNobody({ at, cause, step });
    return { number, step, signature: commandTold(keys, { organisation, number }, command).signature };
  });
  return { at, cause, forms };
}

async function questionsOf(view: CaseView, packOf: (organisation: string, version: number) => Promise<Pack>) {
  const step = stepOf(view.status as RecordChangeStatus);
  if (!step) return [];
  const pack = await packOf(view.organisation, view.policyVersion);
  const { steps } = recordChangeSliceFor(pack, view.category as RegistryAction);
  return presenceQuestions(detailOf(view, 'recordChange'), { steps }, step);
}
