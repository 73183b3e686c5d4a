import type { KindOfPolicy } from '../kind-of-policy.ts';
import { checkAnswerClocks } from './checks/answer-clocks.ts';
import { checkChecklists } from './checks/checklists.ts';
import { checkClaims } from './checks/claims.ts';
import { checkAssignment, checkExtensions } from './checks/owners.ts';
import { checkStructure } from './checks/structure.ts';
import {
  complaintClocks,
  complaintConditions,
  complaintDecisions,
  complaintNotices,
  complaintReferences,
  complaintReports,
} from './parts.ts';
import { complaintRights, pinPolicy } from './pinned-policy.ts';
import { commandNames } from './vocabulary.ts';

/** What a customer brings to a care team. */
export const complaint: KindOfPolicy = {
  clocks: complaintClocks,
  notices: complaintNotices,
  decisions: complaintDecisions,
  conditions: complaintConditions,
  commandNames,
  references: complaintReferences,
  reports: complaintReports,
  checks: [checkAnswerClocks, checkClaims, checkStructure, checkExtensions, checkAssignment, checkChecklists],
  rights: complaintRights,
  policyFor(pack, { category, detail }) {
    const { channel, customerClass } = detail;
    return pinPolicy(pack, { category, channel: String(channel), ...(customerClass ? { customerClass } : {}) });
  },
  titleOfCategory: (kinds, category) => kinds.complaint.categories[category],
  titleOfClock: ({ complaint: rules }, clock, category) =>
    rules.clocks[clock] ?? rules.categories[category]?.clocks[clock],
};
