import type { Errand } from '../../domain/case/errand.ts';
import { askedBy } from '../../domain/case/step.ts';
import type { ReportOutcome } from '../../domain/survey-cycle/aspects/reporting.ts';
import { asks, does, type Effect } from './asking.ts';
import { openOther, tellOther, unheard } from './other-cases.ts';

/**
 * What the runner does for each errand: which activity it asks, for what, and what the case hears of it. An errand without
 * an entry does not compile. Activities and their options stand in histories: an entry is added, never changed.
 */
export const effects: { [E in Errand as E['do']]: Effect<E> } = {
  open: { perform: openOther, failed: unheard },
  tell: { perform: tellOther, failed: unheard },
  'choose-owner': asks({
    activity: 'chooseOwner',
    within: '30s',
    request: ({ role, group, skip }, { key, organisation, number, at }) => ({
      ...{ key, organisation, number, role, group, skip, at },
    }),
    answer: ({ staffId }) => ({ to: staffId }),
  }),
  'look-for': asks({
    activity: 'isAnybodyThere',
    within: '30s',
    request: ({ step, roles, department, skip }, { organisation, at }) => ({
      ...{ organisation, step, roles, ...(department === undefined ? {} : { department }), skip, at },
    }),
    answer: (isThere, { step }) => (isThere ? null : { step }),
  }),
  'list-staff': asks({
    activity: 'listStaff',
    within: '30s',
    request: ({ roles }, { organisation }) => ({ organisation, roles }),
    answer: ({ staff }, { step }) => ({ step, staff }),
  }),
  'make-report': asks({
    activity: 'makeReport',
    // Counting a hundred thousand complaints takes seconds.
    within: '2m',
    request: ({ report, from }, { organisation }) => ({ organisation, report, from }),
    answer: (report, { step }) => ({ step, report }),
    failed: (_detail, { step }) => ({ step, report: null }),
  }),
  'publish-version': asks({
    activity: 'publishVersion',
    within: '30s',
    request: ({ proposal, words, by, at }, { organisation, number, key }) => ({
      ...{ organisation, number, proposal, words, by, at, sequence: askedBy(key) },
    }),
    answer: (outcome, { step }) => ({ step, ...outcome }),
    // What cannot be published, however often it is tried, goes back.
    failed: (detail, { step }) => ({ step, outcome: 'refused', problem: 'Failed', detail }),
  }),
  'tell-calendar': does({
    activity: 'tellCalendar',
    // Ten thousand open cases are told within a minute. If there are more, the next attempt goes on.
    within: '2m',
    request: ({ calendar, version }, { organisation }) => ({ organisation, calendar, version }),
  }),
  enter: asks({
    activity: 'enterRecord',
    within: '30s',
    request: ({ form, by, standingInFor, at }, { organisation, number, key }) => ({
      ...{ organisation, change: number, form, by, standingInFor, at, sequence: askedBy(key) },
    }),
    answer: (outcome) => outcome,
    // A form that cannot be entered, however often it is tried, goes back.
    failed: (detail) => ({ outcome: 'failed', detail }),
  }),
  appoint: asks({
    activity: 'appointContact',
    within: '30s',
    request: ({ request, person, donors, at }, { organisation, number }) => ({
      ...{ organisation, lead: number, request, person, donors, at },
    }),
    answer: (outcome, { request }) => ({ request, ...outcome }),
  }),
  'match-funding': asks({
    activity: 'matchFunding',
    within: '30s',
    request: ({ programme, donor, upTo, since }, { organisation, policyVersion, number, revision }) => ({
      ...{ organisation, policyVersion, lead: number, programme, donor, upTo, since, revision },
    }),
    answer: (received, { payment }) => ({ payment, ...received }),
  }),
  'release-funding': asks({
    activity: 'releaseFunding',
    within: '30s',
    request: (_, { organisation, number }) => ({ organisation, lead: number }),
    answer: (released) => released,
  }),
  // Answers to a survey never pass through here: the history of its cycle does not grow with them.
  'open-survey': asks({
    activity: 'openSurvey',
    within: '2m',
    request: ({ survey }) => survey,
    failed: (detail) => ({ detail }),
  }),
  'close-survey': does({
    activity: 'closeSurvey',
    within: '2m',
    request: ({ survey, at }, { organisation }) => ({ organisation, survey, at }),
  }),
  'freeze-report': asks({
    activity: 'frozenReport',
    // An analysis of a hundred thousand answers takes seconds.
    within: '2m',
    request: ({ survey }, { organisation }) => ({ organisation, survey }),
    answer: (report) => ({ outcome: 'frozen', ...report }) satisfies ReportOutcome,
    failed: (detail) => ({ outcome: 'failed', detail }) satisfies ReportOutcome,
  }),
};
