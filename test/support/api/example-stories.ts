/** The stories by which the examples of the document are sent, for each organisation that has their operations. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { routes } from '../../../api/routes.ts';
import { openApiDocument } from '../../../api/system/openapi.ts';
import { latest } from '../../../packs/load/load.ts';
import type { Pack } from '../../../packs/schema.ts';
import { ownPolicies } from '../samples/own-policies.ts';
import { exampledOperations, operationsOf, type Story } from './example-sender.ts';

export const { packs } = ownPolicies();
export const organisations = [...new Set(packs.map(({ id }) => id))];
/** The newest version of each organisation's policy. */
export const newest = organisations.flatMap((organisation): Pack | Pack[] => latest(packs, organisation) ?? []);

const folder = new URL('../../api/system/examples/', import.meta.url);
export const stories: Story[] = [];
// One after the other: Jest takes no two at a time.
for (const file of readdirSync(fileURLToPath(folder)).sort()) {
  const told = (await import(new URL(file, folder).href)) as { stories: readonly Story[] };
  stories.push(...told.stories);
}

export const operations = exampledOperations(openApiDocument(routes, newest));

/** The operations with examples that an organisation has, by their ids. */
export function operationIdsOf(pack: Pack): string[] {
  return operationsOf(operations, pack, organisations).map(({ operationId }) => operationId);
}

/** The stories that can be told of an organisation: it has all of their operations. */
export function storiesOf(pack: Pack): Story[] {
  const had = operationIdsOf(pack);
  return stories.filter(({ sends }) => sends.every((operation) => had.includes(operation)));
}
