import { snapshotOf } from '../../../packs/load/calendar-snapshot.ts';
import { PolicySource } from '../../../packs/load/policy-source.ts';
import { placedAt } from '../../../packs/proposals/placement.ts';
import { type ProposedPolicy, type Published, proposedVersion } from '../../../packs/proposals/proposed-version.ts';
import { ownPolicies } from './own-policies.ts';

/** What an organisation of the product has published at its first start. */
export function publishedSoFar(organisation: string): Published {
  const { packs, calendars, texts } = ownPolicies();
  const own = packs.filter(({ id }) => id === organisation);
  return {
    versions: own.map((pack) => ({ pack, text: texts[`${organisation}/${pack.version}`] })),
    calendars: calendars.map(snapshotOf),
  };
}

/** A text that must be sound. */
export function sound(text: string, published: Published): ProposedPolicy {
  const proposed = proposedVersion(text, published);
  if (proposed.what !== 'policy') throw new Error(JSON.stringify(proposed));
  return proposed;
}

/** What is published once these texts have been, each at its instant (UTC). All of them must be sound and in place. */
export function publishedAfter(published: Published, ...texts: [at: string, text: string][]): Published {
  let versions = published.versions;
  for (const [at, text] of texts) {
    const before = { ...published, versions };
    const placed = placedAt(sound(text, before), before, Date.parse(at));
    if ('problem' in placed) throw new Error(`${placed.problem}: ${placed.detail}`);
    versions = [...versions, ...placed.versions];
  }
  return { ...published, versions };
}

/** A text of the sandbox that calls its manager otherwise. */
export function titled(version: number, amends: number, title: string, inForce = ''): string {
  const text = `amends: ${amends}\nversion: ${version}\n${inForce}roles:\n  manager: { title: { en: "${title}" } }\n`;
  // What is no YAML would be refused for that alone.
  if (new PolicySource('text', text).syntaxProblems.length > 0) throw new Error(text);
  return text;
}
