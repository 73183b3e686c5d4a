/** The register of what a procedure chose, such as vendors with their contracts, and how each was measured last (F-13). */
import type { CaseDocument } from '../../db/cases/cases.ts';
import { occurrencesOf } from '../../db/cases/occurrences.ts';
import { readTexts } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { detailOf } from '../../domain/details.ts';
import { measured } from '../../domain/procedure/evaluation.ts';
import type { StepState } from '../../domain/procedure/state.ts';
import type { Procedure } from '../../packs/kinds/procedure/schema.ts';
import { packOfVersion } from '../../packs/load/load.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import type { Wording } from '../../packs/schema.ts';
import type { Call } from '../call.ts';
import { notFound, Refused } from '../refused.ts';

/** One of the register: what was filled in for it, and how it was measured last. */
export interface RegisterItem {
  code: string;
  /** The occurrence in which it was chosen, and how that stands. */
  number: string;
  status: string;
  fields: { step: string; field: string; title: Wording; value: string }[];
  /** Null before the first evaluation. */
  measured: MeasuredItem | null;
}

interface MeasuredItem {
  number: string;
  at: string;
  standards: { standard: string; title: Wording; target: number; value: number; isMet: boolean }[];
}

/** Far more than anybody has of them. */
const atMost = 500;

/** @throws Refused `Forbidden` if the caller does not read the words of its procedure */
export function mustReadRegister({ pack, principal, ids }: Pick<Call, 'pack' | 'principal' | 'ids'>): void {
  const { procedure = '' } = ids;
  const rights = rightsOf(pack, 'procedure', procedure);
  const reads = principal.actor.roles.some((role) => rights[role]?.words === 'all');
  if (!reads) throw new Refused('Forbidden', 'Your role does not read this register.');
}

function registerOf({ pack, ids }: Pick<Call, 'pack' | 'ids'>): NonNullable<Procedure['register']> {
  const procedures = pack.kinds.procedure ?? {};
  const { procedure = '' } = ids;
  const found = Object.hasOwn(procedures, procedure) ? procedures[procedure]?.register : undefined;
  if (!found) throw notFound();
  return found;
}

/**
 * The newest first. The look is recorded, as a look at the words of each case is (F-10).
 * @throws Refused `NotFound` if the policy has no such register
 */
export async function readRegister(call: Call): Promise<RegisterItem[]> {
  const { dependencies, pack, ids, principal, receivedAt } = call;
  const { code, evaluatedIn } = registerOf(call);
  const known = await chosenIn(dependencies.database, pack.id, ids.procedure ?? '', code);
  const evaluations = await occurrencesOf(dependencies.database, {
    organisation: pack.id,
    procedure: evaluatedIn,
    atMost,
  });
  const { actor } = principal;
  for (const { found } of known) {
    const look = { organisation: pack.id, number: found.number, by: actor.id, what: 'words, by a register' };
    await dependencies.accessLog.record({ ...look, reason: null, at: receivedAt });
  }
  return Promise.all(
    known.map(async ({ found, code: own }) => ({
      ...{ code: own, number: found.number, status: found.view.status },
      fields: await fieldsOf(call, found),
      measured: lastMeasured(call, evaluations, own),
    })),
  );
}

/** Each occurrence of a procedure that has chosen something, with the code of what it chose; the newest first. */
export async function chosenIn(
  database: Database,
  organisation: string,
  procedure: string,
  field: string,
): Promise<{ found: CaseDocument; code: string }[]> {
  const chosen = await occurrencesOf(database, { organisation, procedure, atMost });
  return chosen.flatMap((found) => {
    const value = detailOf(found.view, 'procedure')
      .steps.flatMap(valuesOf)
      .findLast(({ name }) => name === field)?.value;
    return value === undefined ? [] : [{ found, code: value }];
  });
}

function valuesOf({ contributions }: StepState): { name: string; value: string }[] {
  return contributions.flatMap(({ values = {} }) => Object.entries(values).map(([name, value]) => ({ name, value })));
}

/** What each step was given last, by the titles of the version under which the occurrence runs. */
async function fieldsOf({ dependencies, pack }: Call, { view, words }: CaseDocument): Promise<RegisterItem['fields']> {
  const pinned = packOfVersion(dependencies.packs, view) ?? pack;
  const { steps: rules = {} } = pinned.kinds.procedure?.[view.category] ?? {};
  const texts = new Map((await readTexts(dependencies.database, words)).map(({ _id, content }) => [_id, content]));
  return detailOf(view, 'procedure').steps.flatMap(({ id: step, contributions }) => {
    const last = contributions.at(-1);
    const written = (texts.get(last?.words?.id ?? '')?.fields ?? {}) as Record<string, unknown>;
    const given: Record<string, unknown> = { ...written, ...last?.values };
    return Object.entries(rules[step]?.fields ?? {}).flatMap(([field, { title }]) => {
      const value = given[field];
      return typeof value === 'string' ? [{ step, field, title, value }] : [];
    });
  });
}

function lastMeasured({ dependencies, pack }: Call, evaluations: CaseDocument[], code: string): MeasuredItem | null {
  for (const { number, view } of evaluations) {
    const pinned = packOfVersion(dependencies.packs, view) ?? pack;
    const { steps: rules = {} } = pinned.kinds.procedure?.[view.category] ?? {};
    for (const { id, evaluations: given, endedAt } of detailOf(view, 'procedure').steps) {
      const subjects = given.flatMap((one) => one.subjects).filter((subject) => subject.id === code);
      if (subjects.length === 0 || endedAt === null) continue;
      const criteria = rules[id]?.criteria ?? {};
      const rated = Object.entries(criteria).map(([name, criterion]) => ({ id: name, ...criterion }));
      const standards = measured(rated, subjects).map(({ criterion, value, isMet }) => ({
        ...{ standard: criterion.id, target: criterion.target, value, isMet },
        title: criteria[criterion.id]?.title ?? { ar: criterion.id, en: criterion.id },
      }));
      return { number, at: endedAt, standards };
    }
  }
  return null;
}
