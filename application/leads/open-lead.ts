import { type Actor, effectiveUser, isNo } from '../../domain/case/command.ts';
import { actingRoles } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { lead } from '../../domain/lead/kind.ts';
import type { LeadDetails, LeadState } from '../../domain/lead/state.ts';
import { leadSliceFor } from '../../packs/kinds/lead/pinned-policy.ts';
import type { Pack } from '../../packs/schema.ts';
import { openNewCase } from '../cases/open-case.ts';
import { keepOptionalWords } from '../cases/opening-words.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { leadRulesOf } from './lead-rules.ts';
import { checkedLead, type LeadBody } from './opening-body.ts';

export interface LeadOpening {
  pack: Pack;
  actor: Actor;
  principal: string;
  key: string;
  body: LeadBody;
  /** The round that it comes from, or null. */
  plannedIn: string | null;
  /** Staff id of the officer who looks after it. Left out: the user who opens it. */
  owner?: string;
  receivedAt: string;
}

/** Opens a lead: what the officer writes to the vault, the rest as codes, numbers and amounts (N-05). */
export function openLead(dependencies: Dependencies, opening: LeadOpening): Promise<CaseView> {
  const { pack, actor, principal, key, body, plannedIn, owner, receivedAt } = opening;
  leadRulesOf(pack);
  const request = { pack, kind: lead, principal, key, content: contentOf(opening), receivedAt };
  return openNewCase<LeadState, LeadDetails, CaseView>(dependencies, request, async (number) => {
    const policy = leadSliceFor(pack, body.programme);
    if (!policy) throw new Error(`the policy of ${pack.id} has lost its leads`);
    const held = actingRoles(actor, 'open', { about: [], owner: null, policy });
    if (isNo(held)) throw new Refused('Forbidden', held.detail);
    const {
      programme,
      prospects,
      expectedAmount: expected,
      successRate,
      factors,
    } = await checkedLead(dependencies, pack, body);
    const [officer = actor] = held;
    return {
      policy,
      actor: officer,
      details: async (at) => ({
        ...{ programme, prospects, expected, rate: successRate, factors, plannedIn },
        words: await keepOptionalWords(
          dependencies,
          { organisation: pack.id, number, at },
          { text: body.text, by: actor.id },
        ),
        owner: owner ?? effectiveUser(officer),
      }),
      answer: (view) => view,
    };
  });
}

/** What makes two openings under one key the same. */
export function contentOf({ plannedIn, owner, body }: Pick<LeadOpening, 'plannedIn' | 'owner' | 'body'>): unknown {
  return plannedIn === null ? body : [plannedIn, owner ?? null, body];
}
