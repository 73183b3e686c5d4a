/**
 * Errands that go to no other case: the staff directory is asked, a form is entered. What has an answer comes back as a
 * command of the case to itself, as if it came with the fact that asked for it.
 */
import { proxyActivities } from '@temporalio/workflow';
import type { CaseState } from '../../domain/case/case.ts';
import { systemActor } from '../../domain/case/command.ts';
import type {
  AppointErrand,
  ChooseOwnerErrand,
  EnterErrand,
  LookForErrand,
  MatchFundingErrand,
  PendingErrand,
  ReleaseFundingErrand,
} from '../../domain/case/errand.ts';
import type { CaseActivities } from '../messages/activities.ts';
import { applyWithoutReply } from './handlers.ts';
import type { CaseRun } from './run.ts';

// A database that is away is waited for: what was promised will be done.
const { chooseOwner, isAnybodyThere, enterRecord, appointContact, matchFunding, releaseFunding } =
  proxyActivities<CaseActivities>({
    startToCloseTimeout: '30s',
    retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
  });

/** Puts the question of an errand, and gives the answer to the case. */
export async function ask<State extends CaseState>(
  run: CaseRun<State>,
  errand: ChooseOwnerErrand | LookForErrand | EnterErrand | AppointErrand | MatchFundingErrand | ReleaseFundingErrand,
  pending: PendingErrand,
): Promise<void> {
  const { organisation, number } = run.record.state;
  const { key, at } = pending;
  if (errand.do === 'choose-owner') {
    const { role, group, skip } = errand;
    const { staffId } = await chooseOwner({ key, organisation, number, role, group, skip, at });
    answer(run, errand, pending, { to: staffId });
  } else if (errand.do === 'look-for') {
    const { roles, department, skip, step } = errand;
    const place = department === undefined ? { roles } : { roles, department };
    if (!(await isAnybodyThere({ organisation, step, ...place, skip, at }))) answer(run, errand, pending, { step });
  } else if (errand.do === 'appoint') {
    const { request, person, donors } = errand;
    const outcome = await appointContact({ organisation, lead: number, request, person, donors, at: errand.at });
    answer(run, errand, pending, { request, ...outcome });
  } else if (errand.do === 'match-funding') {
    const { programme, donor, upTo, since, payment } = errand;
    const { state, revision } = run.record;
    const asked = { organisation, policyVersion: state.policy.version, lead: number, programme, donor, upTo, since };
    answer(run, errand, pending, { payment, ...(await matchFunding({ ...asked, revision })) });
  } else if (errand.do === 'release-funding') {
    answer(run, errand, pending, await releaseFunding({ organisation, lead: number }));
  } else {
    const { form, by, standingInFor } = errand;
    const outcome = await enterRecord({ organisation, change: number, form, by, standingInFor, at: errand.at });
    answer(run, errand, pending, outcome);
  }
}

/** A form that cannot be entered, however often it is tried, goes back. */
export function entryFailed<State extends CaseState>(
  run: CaseRun<State>,
  errand: EnterErrand,
  pending: PendingErrand,
  detail: string,
): void {
  answer(run, errand, pending, { outcome: 'failed', detail });
}

function answer<State extends CaseState>(
  run: CaseRun<State>,
  { command: name }: { command: string },
  { key, at }: PendingErrand,
  body: object,
): void {
  applyWithoutReply(run, { name, commandId: key, at, actor: systemActor, body });
}
