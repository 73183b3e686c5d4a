import { noteFingerprint } from '../../db/cases/fingerprints.ts';
import { type Actor, isNo } from '../../domain/case/command.ts';
import { actingRoles } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { MovedIn } from '../../domain/complaint/aspects/moving-in.ts';
import { complaint } from '../../domain/complaint/kind.ts';
import type { ComplaintPolicy } from '../../domain/complaint/policy.ts';
import type { ComplaintDetails, ComplaintState } from '../../domain/complaint/state.ts';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import type { Pack } from '../../packs/schema.ts';
import { openNewCase } from '../cases/open-case.ts';
import { keepOpeningWords } from '../cases/opening-words.ts';
import { detailsOf, fingerprintOf } from '../complaints/open-complaint.ts';
import { checkOpening } from '../complaints/opening-body.ts';
import type { OpeningDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import type { RowToMove } from './read-row.ts';
import { movedInPrincipal } from './take-file.ts';

interface MovedOpening {
  pack: Pack;
  /** The person who approved the moving-in. */
  actor: Actor;
  row: RowToMove;
  movedIn: MovedIn;
  /** UTC. */
  at: string;
}

/**
 * Opens a complaint of an old system. One reference is one complaint, however often it is brought. A repetition finds the first
 * one as it was opened, also if the old system says something else of it by then.
 * @throws Refused `Forbidden` if the actor may not open it or not say when it was received, `Invalid` by the policy
 */
export async function openMovedIn(
  dependencies: OpeningDependencies,
  { pack, actor, row, movedIn, at: receivedAt }: MovedOpening,
): Promise<{ view: CaseView; policy: ComplaintPolicy }> {
  const { database } = dependencies;
  const { body, reference } = row;
  const policy = pinPolicy(pack, {
    category: body.category,
    channel: body.channel,
    customerClass: body.customer?.class,
  });
  const view = await openNewCase<ComplaintState, ComplaintDetails, CaseView>(
    dependencies,
    { pack, kind: complaint, principal: movedInPrincipal, key: reference, content: reference, receivedAt },
    async (number) => {
      checkOpening(pack, body, true, receivedAt);
      return {
        policy,
        actor: entitled(actor, { about: body.about, owner: null, policy }),
        async details(at) {
          const { customer, fields } = body;
          const content = { ...(customer ? { customer } : {}), reference, fields, by: actor.id };
          const words = await keepOpeningWords(dependencies, { organisation: pack.id, number, at }, content);
          await noteFingerprint(database, fingerprintOf(dependencies, pack, body, { number, at }));
          const details = detailsOf({ pack, body }, words, dependencies);
          return { ...details, about: body.about, receivedAt: row.receivedAt, movedIn };
        },
        answer: (opened) => opened,
      };
    },
  );
  return { view, policy };
}

/** The actor in the right in which they open it and say when it was received. @throws Refused `Forbidden` */
function entitled(actor: Actor, subject: Parameters<typeof actingRoles>[2]): Actor {
  const [opens, corrects] = [actingRoles(actor, 'open', subject), actingRoles(actor, 'correct-received', subject)];
  if (isNo(opens)) throw new Refused('Forbidden', opens.detail);
  if (isNo(corrects)) throw new Refused('Forbidden', corrects.detail);
  return { ...(opens[0] ?? actor), onBehalfOf: 'customer' };
}
