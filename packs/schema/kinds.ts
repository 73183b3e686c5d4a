import type { z } from 'zod';
import type { CaseKind } from '../../domain/kinds.ts';
import { ComplaintRules } from '../kinds/complaint/schema/rules.ts';
import { DepartmentTicketRules } from '../kinds/department-ticket/schema.ts';
import { FollowedItemRules } from '../kinds/followed-item/schema.ts';
import { LeadRules } from '../kinds/lead/schema.ts';
import { ProcedureRules } from '../kinds/procedure/schema.ts';
import { RecordChangeRules } from '../kinds/record-change/schema.ts';
import { SurveyCycleRules } from '../kinds/survey-cycle/schema.ts';

/** The shape of the rules of every kind of case, as they stand under `kinds` in a pack. */
export const kindRules = {
  complaint: ComplaintRules,
  departmentTicket: DepartmentTicketRules,
  recordChange: RecordChangeRules,
  surveyCycle: SurveyCycleRules.optional(),
  followedItem: FollowedItemRules.optional(),
  lead: LeadRules.optional().meta({ description: 'Left out: the organisation has no leads.' }),
  procedure: ProcedureRules.optional().meta({ description: 'Duties that come again, each with its steps.' }),
} satisfies Record<CaseKind, z.ZodType>;
