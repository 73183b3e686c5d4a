import type { AttachmentFact } from '../case/attachments.ts';
import type { FollowingFact } from './aspects/following.ts';
import type { PledgeFact } from './aspects/pledge.ts';
import type { ContactRequestFact } from './aspects/point-of-contact.ts';
import type { ReviewFact } from './aspects/weekly-review.ts';

/** What can happen to a lead, in the past tense, and what is known of it. */
export type LeadFact = FollowingFact | ReviewFact | PledgeFact | ContactRequestFact | AttachmentFact;
