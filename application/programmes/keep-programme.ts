import {
  addProgramme,
  changeProgramme,
  findProgramme,
  type ProgrammeDocument,
  programmesOf,
} from '../../db/leads/programmes.ts';
import { canonicalJson } from '../../domain/digest.ts';
import { amountText } from '../../domain/money.ts';
import { isManager } from '../../packs/rights/holds-rights.ts';
import type { Call } from '../call.ts';
import { currencyOf } from '../currency.ts';
import { invalid, notFound, Refused } from '../refused.ts';

/** What a manager says of a programme. Dates are local; the amount is decimal text in the organisation's currency. */
export interface ProgrammeFields {
  name: { ar: string; en: string };
  /** The centre that runs it. */
  centre: string;
  startsOn: string;
  endsOn: string | null;
  fundingNeeded: string | null;
}

export type Programme = ProgrammeFields & Pick<ProgrammeDocument, 'code' | 'changedBy' | 'changedAt'>;

/** @throws Refused `Forbidden` unless the caller is a manager: managers keep programmes and contributions */
export function mustManage({ principal, pack }: Pick<Call, 'principal' | 'pack'>): void {
  if (isManager(pack, principal.actor)) return;
  throw new Refused('Forbidden', 'Programmes and contributions are kept by a manager.');
}

/** The programmes that donors may fund, by their codes (N-22). */
export async function listProgrammes({ dependencies, pack }: Call): Promise<Programme[]> {
  return (await programmesOf(dependencies.database, pack.id)).map(shown);
}

/** One programme. @throws Refused `NotFound` */
export async function readProgramme({ dependencies, pack, ids }: Call): Promise<Programme> {
  const found = await findProgramme(dependencies.database, pack.id, ids.code ?? '');
  if (!found) throw notFound();
  return shown(found);
}

/** Adds a programme under a code of its own. @throws Refused `ProgrammeStands` if the code is another programme's */
export async function newProgramme(call: Call, code: string, fields: ProgrammeFields): Promise<Programme> {
  const { database } = call.dependencies;
  const programme = programmeOf(call, code, fields);
  if (!(await addProgramme(database, programme))) {
    const there = await findProgramme(database, call.pack.id, code);
    // A request that broke off after it had written is repeated, and finds what it wrote.
    if (!there || !isSame(shown(there), shown(programme))) {
      throw new Refused('ProgrammeStands', `There is a programme ${code} already: change that one.`);
    }
  }
  return shown(programme);
}

/** Changes a programme; its code stays. @throws Refused `NotFound` */
export async function editProgramme(call: Call, code: string, fields: ProgrammeFields): Promise<Programme> {
  const programme = programmeOf(call, code, fields);
  if (!(await changeProgramme(call.dependencies.database, programme))) throw notFound();
  return shown(programme);
}

function programmeOf(
  { pack, principal, receivedAt }: Call,
  code: string,
  fields: ProgrammeFields,
): Omit<ProgrammeDocument, '_id'> {
  const { fundingNeeded, startsOn, endsOn } = fields;
  if (endsOn !== null && endsOn < startsOn) throw invalid('endsOn', 'is before `startsOn`');
  const needed = fundingNeeded === null ? null : amountText(fundingNeeded, currencyOf(pack));
  if (fundingNeeded !== null && needed === null) throw invalid('fundingNeeded', 'is no amount of money above zero');
  const changed = { changedBy: principal.actor.id, changedAt: receivedAt };
  return { organisation: pack.id, code, ...fields, fundingNeeded: needed, ...changed };
}

function isSame(one: Programme, other: Programme): boolean {
  return canonicalJson({ ...one, changedAt: '' }) === canonicalJson({ ...other, changedAt: '' });
}

function shown({
  code,
  name,
  centre,
  startsOn,
  endsOn,
  fundingNeeded,
  changedBy,
  changedAt,
}: Omit<ProgrammeDocument, '_id'>): Programme {
  return { code, name, centre, startsOn, endsOn, fundingNeeded, changedBy, changedAt };
}
