/** What a reader is shown of one case: its view, its words, its timeline. */

import { eventIn, sealHolds, storedEvents } from '../../../db/cases/cases.ts';
import { noticesOfCase } from '../../../db/cases/notices.ts';
import { presentDigest, readTexts } from '../../../db/cases/vault.ts';
import { signatureFaults } from '../../../db/command-signatures.ts';
import { chainHolds } from '../../../domain/case/event.ts';
import { mayInspect } from '../../../domain/case/rights.ts';
import { sealedWords } from '../../../domain/procedure/sealed.ts';
import type { Call } from '../../call.ts';
import { Refused } from '../../refused.ts';
import { viewFor } from '../permission.ts';
import { forRights, freshCase, projectedCase } from './find-case.ts';
import { grantTextAccess } from './grant-text-access.ts';
import { withFollowers, withReadableEvents, withReadableLinks } from './mentioned-cases.ts';

/** The view as the caller may see it. @param atLeast the revision that is waited for; 0 for the present one */
export async function readView(call: Call, atLeast: number) {
  const { dependencies, principal } = call;
  const view = await withFollowers(call, await freshCase(call, atLeast));
  const shown = viewFor(view, principal.actor, forRights(dependencies.packs, call.found));
  const [readable] = await withReadableLinks(dependencies, principal.actor, [shown]);
  return readable;
}

/** The words of the case, oldest first; the look is recorded (F-10). */
export async function readWordsOfCase(call: Call<{ reason?: string | undefined }>) {
  const found = await projectedCase(call);
  const entries = await readTexts(call.dependencies.database, found.words);
  // Words of a complaint that was merged into this one, or that this one was split from, are looked at there as well.
  await grantTextAccess(
    call,
    'words',
    entries.map((entry) => entry.number),
  );
  const sealed = sealedWords(found.view.detail);
  return entries.map((entry) => {
    const { _id, createdAt, digest, content, erased } = entry;
    const digestHolds = digest === presentDigest(entry);
    const shown = sealed.has(_id) ? { sealed: true as const, content: {} } : { content };
    return { id: _id, at: createdAt, digest, digestHolds, ...shown, ...(erased ? { erased } : {}) };
  });
}

/** The timeline as the caller may read it, with whether chain and seals hold and whether something is still on its way. */
export async function readTimeline(call: Call) {
  const { dependencies, principal } = call;
  const found = await projectedCase(call);
  const stored = await storedEvents(dependencies.database, found);
  const all = stored.map(eventIn);
  return {
    events: await withReadableEvents(dependencies, principal.actor, found, all),
    chainHolds: chainHolds(all),
    sealHolds: stored.every((event) => sealHolds(dependencies.secret, event)),
    unproven: [...(await signatureFaults(dependencies, found, all)).keys()],
    notices: await noticesOfCase(dependencies.database, found.organisation, found.number),
    projected: found.revision >= found.view.revision,
  };
}

/** @throws Refused `Forbidden` if the caller's role may not see how a deadline was worked out */
export function mustSeeProofs({ principal, dependencies, found }: Call): void {
  if (mayInspect(principal.actor, 'proofs', forRights(dependencies.packs, found))) return;
  throw new Refused('Forbidden', 'your role may not see proofs');
}
