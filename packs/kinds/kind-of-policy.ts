import type { z } from 'zod';
import type { PolicySlice, RoleRights } from '../../domain/case/policy.ts';
import type { AnyDetail } from '../../domain/details.ts';
import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { Clock, Condition, Notice } from '../schema/clocks.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Pack, Wording } from '../schema.ts';
import type { RightsPack, Role } from './pinned-policy.ts';
import type { Decision, Named, Placed, Reference } from './placed.ts';

/** What is known of a case when a policy is chosen for it. */
export interface PinnedCase {
  category: string;
  department: string;
  /** What its view tells besides. */
  detail: AnyDetail;
}

export type Title = { title: Wording } | undefined;

/** A report that is sent each week. */
export type Report = Named<{ rule?: string; source?: 'ours'; to: string[] }>;

/**
 * What one kind of case has of its own in a policy. `packs/kinds.ts` lists one such object for each kind; checks, rights,
 * titles and pinned policies go through the list. A kind that a pack does not have gives nothing.
 */
export interface KindOfPolicy {
  clocks(pack: PackContent): Named<Clock>[];
  notices(pack: PackContent): Placed<Notice>[];
  /** What decides something besides its clocks and messages. */
  decisions(pack: PackContent): Decision[];
  /** Conditions on categories, channels and customers besides those of its clocks and messages. */
  conditions?(pack: PackContent): Placed<{ when?: z.infer<typeof Condition> | undefined }>[];
  /** Its commands, as the rights of a pack and the scope of a stand-in name them. */
  commandNames: readonly string[];
  /** What it points at elsewhere in the pack, besides ladders and those who are told. */
  references(pack: PackContent): Reference[];
  reports?(pack: PackContent): Report[];
  /** What must be so besides its shape and its references. */
  checks: readonly ((pack: PackContent, source: PolicySource) => Problem[])[];
  /** Its clocks may count from the end of a programme. */
  followsProgramme?: true;
  /** Events, besides those of appointments, that name somebody who keeps them: a message to `appointee` reaches this person. */
  namesAppointee?(event: string): boolean;
  /** It came after packs had been published: the hash of one without it does not cover it. */
  isLater?: true;
  /** What a role may do with its cases, or with those of one category. */
  rights(pack: RightsPack, name: string, role: Role, category?: string): RoleRights;
  /** Each of these categories has people of its own: who reads the cases of one does not read those of another. */
  ownCategories?(pack: RightsPack): string[];
  /** The policy that a case of it is pinned to, made as at its opening; null if the pack has no such cases. */
  policyFor(pack: Pack, pinned: PinnedCase): PolicySlice | null;
  /** Its category is the code of a programme, whose name stands in no pack. */
  categoryIsProgramme?: true;
  /** What a message calls a category of it; a message shows the code of one without a title. */
  titleOfCategory(kinds: Pack['kinds'], category: string): Title;
  titleOfClock(kinds: Pack['kinds'], clock: string, category: string): Title;
}
