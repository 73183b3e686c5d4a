/** The aspects of a lead. Their order is meaning: see `kind-of.ts`. */
import { type AttachmentCommands, type AttachmentFact, attachmentsAspect } from '../case/attachments.ts';
import type { LeadAspect } from './aspect.ts';
import { following } from './aspects/following.ts';
import { pledge } from './aspects/pledge.ts';
import { contactRequests } from './aspects/point-of-contact.ts';
import { weeklyReview } from './aspects/weekly-review.ts';

const attachments: LeadAspect<AttachmentCommands, AttachmentFact> = attachmentsAspect;

export const leadAspects = [following, weeklyReview, contactRequests, pledge, attachments] as const;
