import type { OpeningDependencies } from '../../application/dependencies.ts';
import { acknowledgementsIn, joinersAmong } from '../../application/procedures/joiners.ts';
import { openProcedure } from '../../application/procedures/open-procedure.ts';
import { occurrencesUnder } from '../../db/cases/occurrences.ts';
import { systemActor } from '../../domain/case/command.ts';
import { instantText } from '../../domain/deadline/instants-and-dates.ts';
import type { Pack } from '../../packs/schema.ts';
import { listStaff } from '../cases/list-staff.ts';

/**
 * Asks each member of staff who came after the version in force was published to acknowledge it, in an occurrence of their own
 * (F-11). Its number follows from procedure, version and person, so nobody is asked twice. A withdrawn occurrence has asked too.
 */
export async function askJoiners(dependencies: OpeningDependencies, pack: Pack, now: Date): Promise<void> {
  const { database } = dependencies;
  const { id: organisation, version } = pack;
  for (const { id, roles } of acknowledgementsIn(pack)) {
    const views = (await occurrencesUnder(database, { organisation, procedure: id, version })).map(({ view }) => view);
    const { staff } = await listStaff(database, { organisation, roles });
    const at = instantText(now.getTime());
    const period = `v${version}`;
    for (const person of joinersAmong(staff, views)) {
      await openProcedure(dependencies, {
        ...{ pack, id, principal: 'procedure', key: `${id}/${period}/${person}`, actor: systemActor, at },
        details: { period, fellDueAt: at, madeUpFor: false, previous: views[0]?.number ?? null, asks: [person] },
      });
    }
  }
}
