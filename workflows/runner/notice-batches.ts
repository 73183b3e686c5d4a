import type { CaseState, Kind, Notice } from '../../domain/case/case.ts';
import type { Clock } from '../../domain/case/clocks/clock.ts';
import type { VaultTextRef } from '../../domain/case/command.ts';
import type { Step } from '../../domain/case/step.ts';
import { localText, nextOpening, type WorkingCalendar } from '../../domain/deadline/deadline.ts';
import type { Applicant } from '../../domain/record-change/state.ts';
import type { LocalNotice, NoticeBatch, PendingBatch } from '../messages/notices.ts';

/**
 * The notices of one revision as batches: one that goes now, and one for staff that waits until the organisation opens.
 * The fact itself stands at its instant. The key names case, revision and batch: the same however often it is sent.
 */
export function batchesOf<State extends CaseState>(
  kind: Kind<State, unknown>,
  step: Step<State>,
  calendar: WorkingCalendar,
): PendingBatch[] {
  const at = step.record.lastAt;
  const opening = nextOpening(calendar, at);
  const isQuiet = step.record.state.policy.quietHours === 'outside-opening-hours' && opening !== at;
  const waits = (notice: Notice) => isQuiet && notice.to !== 'customer' && !notice.urgent;
  const batches: [string, string | null, Notice[]][] = [
    ['now', null, step.notices.filter((notice) => !waits(notice))],
    ['opening', opening, step.notices.filter(waits)],
  ];
  return batches
    .filter(([, , notices]) => notices.length > 0)
    .map(([name, notBefore, notices]) => ({
      notBefore,
      batch: batchOf(kind, step, name, notices.map(localised(calendar))),
    }));
}

function localised(calendar: WorkingCalendar): (notice: Notice) => LocalNotice {
  return (notice) => {
    const told = Object.entries(notice.tells?.instants ?? {});
    return {
      ...notice,
      ...(notice.instant ? { dueLocal: localText(calendar, notice.instant) } : {}),
      ...(told.length > 0
        ? { localInstants: Object.fromEntries(told.map(([name, instant]) => [name, localText(calendar, instant)])) }
        : {}),
    };
  };
}

/** The clock of the step that the person told is to take, not of somebody's first look at the case. */
function clockOfStep(ends: readonly string[] = []) {
  return ({ policy, clocks }: CaseState): Clock | undefined => {
    const ending = policy.clocks.filter(({ stop }) => stop.on.some((on) => ends.includes(on))).map(({ id }) => id);
    return clocks.findLast((clock) => clock.state === 'running' && ending.includes(clock.rule));
  };
}

/** What only some kinds have. */
interface BatchParts {
  language?: string;
  applicant?: Applicant;
  customerWords?: VaultTextRef;
}

function batchOf<State extends CaseState>(
  rules: Kind<State, unknown>,
  step: Step<State>,
  name: string,
  notices: LocalNotice[],
): NoticeBatch {
  const { state, revision, sequence, lastAt } = step.record;
  const { organisation, number, kind, category, status, owner, about, policy, words } = state;
  const { dueLocal = null } = (rules.clockTold ?? clockOfStep(rules.stepEnds))(state) ?? {};
  const { reasonCode, mergedInto, followUpUntil: until } = state as Record<string, unknown>;
  const { language, applicant, customerWords } = state as BatchParts;
  return {
    key: `${kind}:${organisation}:${number}:${revision}:${name}`,
    organisation,
    number,
    kind,
    category,
    status,
    policyVersion: policy.version,
    language: (language ?? applicant?.language) === 'en' ? 'en' : 'ar',
    owner,
    about,
    group: policy.group,
    department: policy.department,
    customerWords: customerWords?.id ?? words[0]?.id ?? null,
    dueLocal,
    reasonCode: typeof reasonCode === 'string' ? reasonCode : null,
    mergedInto: typeof mergedInto === 'string' ? mergedInto : null,
    at: lastAt,
    followUp: typeof until === 'string' ? { round: state.round, until, revision } : null,
    notices,
    sequence,
  };
}
