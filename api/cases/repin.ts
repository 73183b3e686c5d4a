/** A running case goes over to the newest version of its policy (design §2, rule 7): one command for every kind. */

import { z } from 'zod';
import type { FoundCase } from '../../application/call.ts';
import { Refused } from '../../application/refused.ts';
import { text } from '../../application/text.ts';
import type { PolicySlice } from '../../domain/case/policy.ts';
import type { Repinning } from '../../domain/case/repin.ts';
import { kindNamed } from '../../packs/kinds.ts';
import { latest } from '../../packs/load/load.ts';
import type { Pack } from '../../packs/schema.ts';
import { type CommandDefinition, define } from './command-definition.ts';

const Body = z.strictObject({ text });

export const repinDefinition: CommandDefinition = define<Repinning, typeof Body>({
  summary:
    'Let a running case go over to the newest version of its policy, with the reason; never to the customer’s loss (X-04)',
  body: Body,
  example: { text: 'اعتُمدت نسخة جديدة من السياسة تقصّر مدة الرد.' },
  async toCommand(body, { dependencies, found }, keep) {
    const pack = latest(dependencies.packs, found.organisation);
    const policy = pack && policyOf(pack, found);
    if (!policy)
      throw new Refused('PreconditionFailed', 'The newest version of the policy has no cases like this one.');
    return { policy, words: await keep({ text: body.text }) };
  },
});

/** The policy of a case as it is, made as at its opening; null in a pack that has no such cases. */
function policyOf(pack: Pack, { department, view }: FoundCase): PolicySlice | null {
  try {
    return kindNamed(view.kind)?.policyFor(pack, { category: view.category, department, detail: view.detail }) ?? null;
  } catch {
    // A category, a department or a route that the newest version does not have any more.
    return null;
  }
}
