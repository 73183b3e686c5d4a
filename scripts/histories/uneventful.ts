import type { CaseActivities } from '../../activities/case-activities.ts';

/**
 * A world in which nothing goes wrong, for cases that run without one: in memory, each activity answers as if it had been
 * done. Which rules an opened case follows is for the caller to say.
 */
export const uneventful: Omit<CaseActivities, 'rulesFor'> = {
  project: async () => ({ newer: null }),
  deliverNotices: async () => [],
  signMessage: async () => ({ signature: null }),
  chooseOwner: async () => ({ staffId: null }),
  isAnybodyThere: async () => true,
  makeReport: async ({ organisation, report, from }) => ({
    id: `${organisation}/${report}/${from}`,
    digest: 'f'.repeat(64),
  }),
  publishVersion: async ({ proposal: { calendar, version, digest, from, until }, at }) => ({
    ...{ outcome: 'published', version, hash: digest, from: from ?? at, until, replaced: [] },
    ...(calendar === undefined ? {} : { calendar }),
  }),
  tellCalendar: async () => 0,
  listStaff: async () => ({ staff: ['staff-1', 'staff-2'] }),
  enterRecord: async () => ({ outcome: 'entered', count: 0, customers: [] }),
  appointContact: async ({ donors, person }) => ({
    outcome: 'appointed',
    donors: donors.map(({ donor, base }) => ({ donor, person, version: base + 1 })),
  }),
  matchFunding: async ({ upTo }) => ({ received: upTo, contributions: 1 }),
  releaseFunding: async () => ({ contributions: 0, leads: [] }),
  openSurvey: async () => undefined,
  closeSurvey: async () => undefined,
  frozenReport: async () => ({ counted: 200, late: 3, digest: 'f'.repeat(64) }),
};
