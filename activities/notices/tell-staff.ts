import { entryCode } from '../../application/staff/entry-code.ts';
import { deliveredAmong, noteDelivered } from '../../db/cases/notices.ts';
import { calendarAfter } from '../../db/organisation/calendars.ts';
import { findStaff, type StaffDocument, type StaffFact, staffOf } from '../../db/organisation/staff.ts';
import { localText, openCalendar } from '../../domain/deadline/deadline.ts';
import { absenceOf } from '../../domain/stand-in.ts';
import type { Pack } from '../../packs/schema.ts';
import { staffNotice } from '../../packs/words/staff-notices.ts';
import type { StaffFactToTell } from '../../workflows/messages/upkeep.ts';
import { type Delivery, ownIdentity } from './deliver-notices.ts';
import { Undeliverable } from './message.ts';

/**
 * Tells the person, the deputies that the fact names and the independent role, by e-mail, whatever the hour: they may have
 * to stop it. Safe to repeat: who has been told is not told again.
 */
export async function tellStaff(
  delivery: Delivery,
  { organisation, staffId, fact: id, policyVersion }: StaffFactToTell,
): Promise<void> {
  const { database, ports, packOf, links } = delivery;
  const person = await findStaff(database, organisation, staffId);
  const fact = person?.facts?.find((one) => one.id === id);
  if (!person || !fact) return;
  const pack = await packOf(organisation, policyVersion);
  const directory = await staffOf(database, organisation);
  const latest = await calendarAfter(database, organisation, pack.calendar, 0);
  const calendar = latest && openCalendar(latest.calendar);
  const shown = {
    name: nameIn([person, ...directory]),
    local: (instant: string) => (calendar ? localText(calendar, instant) : instant),
  };
  const failures: string[] = [];
  for (const addressee of concerned(person, fact, directory, pack)) {
    const key = `${id}:${addressee._id}:email`;
    if ((await deliveredAmong(database, [key])).has(key)) continue;
    const { email: to, language } = addressee;
    try {
      // The code is for the person alone, and for as long as it is the one that counts.
      const isTheirs = addressee._id === person._id && person.entry?.id === id;
      const code = isTheirs ? entryCode(links, person._id, id) : '';
      const { mailFrom: from } = await ownIdentity(delivery, { organisation });
      await ports.email({ key, to, from, language, ...staffNotice(pack, language, fact, { ...shown, code }) });
    } catch (error) {
      if (!(error instanceof Undeliverable)) failures.push(addressee._id);
      continue;
    }
    const sentAt = new Date().toISOString();
    const template = `staff:${fact.type}`;
    await noteDelivered(database, {
      ...{ _id: key, organisation, number: '', template, to: addressee._id, channel: 'email', sentAt, told: {} },
    });
  }
  if (failures.length > 0) throw new Error(`not told yet: ${failures.join(', ')}`);
}

/** The person and the deputies, present or not; of the independent role those who are there and have no part in it. */
function concerned(person: StaffDocument, fact: StaffFact, directory: StaffDocument[], pack: Pack): StaffDocument[] {
  const { deputy, before, to } = fact.detail as { deputy?: string; to?: string; before?: { deputy?: string } };
  const named = [deputy, before?.deputy, to];
  // People who are invited hear of it once it is so.
  const isStranger = !person.active && fact.type === 'placeProposed';
  const parties = [...(isStranger ? [] : [person]), ...directory.filter(({ _id }) => named.includes(_id))];
  const independent = directory.filter(
    (one) => one.roles.includes(pack.independentRole?.role ?? 'quality') && !absenceOf(one, fact.at),
  );
  const all = new Map([...parties, ...independent].map((one) => [one._id, one]));
  return [...all.values()].filter(({ email }) => email !== '');
}

function nameIn(people: StaffDocument[]) {
  return (id: string, language: 'ar' | 'en') => people.find(({ _id }) => _id === id)?.name[language] ?? id;
}
