import { findMoving, type MovedRow } from '../../db/bulk/movings.ts';
import { casesOf } from '../../db/cases/cases.ts';
import { deliveredAmong, noteDelivered } from '../../db/cases/notices.ts';
import { type StaffDocument, staffOf } from '../../db/organisation/staff.ts';
import type { Notice } from '../../domain/case/case.ts';
import type { Pack } from '../../packs/schema.ts';
import { type MovedInFor, movedInMessage } from '../../packs/words/moving-in-notices.ts';
import { type Delivery, ownIdentity } from './deliver-notices.ts';
import { Undeliverable } from './message.ts';
import { staffRecipients } from './recipients.ts';

/** As many cases as are read at a time. */
const atATime = 500;

/**
 * Tells each person once, by e-mail, what a moving-in brought them and what of it was late already. Nobody hears of a complaint
 * that names them (F-10). Safe to repeat: who has been told is not told again.
 * @throws Error as long as one of the cases is not projected, so that it is tried again
 */
export async function tellOfMovingIn(
  delivery: Delivery,
  { organisation, number }: { organisation: string; number: string },
): Promise<void> {
  const { database, ports } = delivery;
  const document = await findMoving(database, organisation, number);
  if (!document) return;
  const pack = await delivery.packOf(organisation, document.policyVersion);
  const directory = await staffOf(database, organisation);
  const fresh = document.batches.flatMap(({ moved }) => moved).filter(({ wasThere }) => !wasThere);
  const failures: string[] = [];
  for (const [id, one] of await byPerson(delivery, pack, directory, organisation, fresh)) {
    const person = directory.find(({ _id }) => _id === id);
    const key = `${number}:${id}:email`;
    if (!person?.email || (await deliveredAmong(database, [key])).has(key)) continue;
    const { language, email: to } = person;
    try {
      const { mailFrom: from } = await ownIdentity(delivery, { organisation });
      await ports.email({ key, to, from, language, ...movedInMessage(language, pack.name[language], one) });
    } catch (error) {
      if (!(error instanceof Undeliverable)) failures.push(id);
      continue;
    }
    const sentAt = new Date().toISOString();
    const told = {
      organisation,
      number: '',
      template: 'moved-in',
      to: id,
      channel: 'email' as const,
      sentAt,
      told: {},
    };
    await noteDelivered(database, { _id: key, ...told });
  }
  if (failures.length > 0) throw new Error(`not told yet: ${failures.join(', ')}`);
}

type Summary = { [Part in keyof MovedInFor]: MovedInFor[Part] extends number ? number : string[] };

/** What concerns each person, by staff id: as owner, or as somebody to whom the ladder leads. */
async function byPerson(
  { database }: Delivery,
  pack: Pack,
  directory: StaffDocument[],
  organisation: string,
  moved: readonly MovedRow[],
): Promise<Map<string, Summary>> {
  const found = new Map<string, Summary>();
  const of = (id: string) => {
    const one = found.get(id) ?? { owned: 0, lateOwned: [], lateOfOthers: [] };
    found.set(id, one);
    return one;
  };
  for (let start = 0; start < moved.length; start += atATime) {
    const some = moved.slice(start, start + atATime);
    const cases = await casesOf(
      database,
      organisation,
      some.map(({ number }) => number),
    );
    const byNumber = new Map(cases.map((one) => [one.number, one]));
    for (const { number, isLate = false, tells = [] } of some) {
      const one = byNumber.get(number);
      // Its projection follows. Somebody told without it would never hear of it, so all are told a little later.
      if (!one) throw new Error(`not projected yet: ${number}`);
      const { about, group, department, view } = one;
      const { owner } = view;
      if (owner !== null && !about.includes(owner)) {
        of(owner).owned += 1;
        if (isLate) of(owner).lateOwned.push(number);
      }
      const batch = { owner, about, group, department, at: new Date().toISOString() };
      const told = tells.flatMap((to) => staffRecipients(to as Notice['to'], batch, directory, pack));
      for (const id of new Set(told.map(({ _id }) => _id))) if (id !== owner) of(id).lateOfOthers.push(number);
    }
  }
  return found;
}
