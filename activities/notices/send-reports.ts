import { packsInForce, packsOf } from '../../application/policies/published-packs.ts';
import { leadsInWeek } from '../../application/reports/leads-reported.ts';
import { makeReport, settled } from '../../application/reports/made/make-report.ts';
import { registerEntries } from '../../application/reports/register-entries.ts';
import { deliveredAmong, noteDelivered } from '../../db/cases/notices.ts';
import type { Database } from '../../db/database.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import {
  addReport,
  noteSent,
  type ReportName,
  reportsOf,
  type SentReportDocument,
} from '../../db/organisation/sent-reports.ts';
import { type StaffDocument, staffOf } from '../../db/organisation/staff.ts';
import { openCalendar, type WorkingCalendar } from '../../domain/deadline/calendar.ts';
import { dayStart } from '../../domain/deadline/days/day-start.ts';
import { instantText, localText } from '../../domain/deadline/instants-and-dates.ts';
import type { Pack } from '../../packs/schema.ts';
import { reportMessage } from '../../packs/words/report-message.ts';
import { weeklyTickets } from '../../reports/definitions/weekly-tickets.ts';
import { dueWeeks } from '../../reports/due-weeks.ts';
import { sumOfWeek } from '../../reports/leads/weekly-report.ts';
import { RegisterSummaryInMaking } from '../../reports/register/summary.ts';
import { type Delivery, ownIdentity } from './deliver-notices.ts';
import { Undeliverable } from './message.ts';
import { staffRecipients } from './recipients.ts';

/** To whom the pack sends each report. Reports that it does not name are sent to nobody. */
function addressed({ kinds }: Pack): [ReportName, string[]][] {
  const { lead, complaint } = kinds;
  return [
    ...(lead?.weeklyReport ? [['leads', lead.weeklyReport.to] as [ReportName, string[]]] : []),
    ...(complaint.register?.summary ? [['register', complaint.register.summary.to] as [ReportName, string[]]] : []),
  ];
}

/**
 * Sends every weekly report that is due, each once to each addressee, by e-mail. Missed weeks are made up for, and the
 * message says so (N-06, N-13). Safe to repeat, no matter who starts it. Returns how many messages went.
 * @throws Error after all has been tried, if a message could not be handed over: it is tried again.
 */
export async function sendReports(delivery: Delivery, now: Date): Promise<number> {
  const { database } = delivery;
  const at = instantText(now.getTime());
  let sent = 0;
  let failed = 0;
  for (const pack of await packsInForce(database, now.getTime())) {
    const reports = addressed(pack);
    if (reports.length === 0) continue;
    const opened = openCalendar((await calendarInForce(database, pack)).calendar);
    // A week is over once nothing of it can be written any more.
    const today = localText(opened, instantText(now.getTime() - settled)).slice(0, 10);
    const before = await reportsOf(database, pack.id);
    for (const [report] of reports) {
      const last = before.find((one) => one.report === report)?.from ?? null;
      for (const week of dueWeeks(today, last)) {
        await addReport(database, { organisation: pack.id, report, ...week, madeAt: at });
      }
    }
    const open = (await reportsOf(database, pack.id)).filter(({ sentAt }) => sentAt === null).reverse();
    for (const one of open) {
      const roles = reports.find(([report]) => report === one.report)?.[1] ?? [];
      const outcome = await sendOne(delivery, pack, opened, one, { roles, at });
      sent += outcome.sent;
      failed += outcome.failed;
    }
  }
  if (failed > 0) throw new Error(`${failed} messages with reports have not gone yet`);
  return sent;
}

async function sendOne(
  delivery: Delivery,
  pack: Pack,
  calendar: WorkingCalendar,
  one: SentReportDocument,
  { roles, at }: { roles: string[]; at: string },
): Promise<{ sent: number; failed: number }> {
  const { database, ports, links } = delivery;
  const kept = await keptWith(database, one, at);
  const sentTo: string[] = [];
  const figures = [...(one.figures ?? [])];
  let sent = 0;
  let failed = 0;
  for (const person of await addressees(delivery, pack, roles, at)) {
    const key = `report:${one._id}:${person._id}:email`;
    const { language, email: to } = person;
    if (!(await deliveredAmong(database, [key])).has(key)) {
      let counts: Record<string, number | null>;
      try {
        counts = await countsFor(delivery, pack, calendar, one, person._id);
        const { mailFrom: from, publicUrl = links.publicUrl } = await ownIdentity(delivery, one);
        const link = new URL(addressOf(one), publicUrl).href;
        const message = reportMessage(language, { ...one, organisation: pack.name, counts, link });
        await ports.email({ key, to, ...message, language, from });
      } catch (error) {
        if (!(error instanceof Undeliverable)) failed += 1;
        continue;
      }
      const template = `report:${one.report}`;
      const told = { organisation: pack.id, number: '', template, to: person._id, channel: 'email' as const, told: {} };
      await noteDelivered(database, { _id: key, ...told, sentAt: new Date().toISOString() });
      figures.push({ to: person._id, counts });
      sent += 1;
    }
    sentTo.push(person._id);
  }
  const sentAt = failed === 0 && sentTo.length > 0 ? at : null;
  await noteSent(database, one, { sentTo, sentAt, figures, ...kept });
  return { sent, failed };
}

/** The report of the week's complaints as it stood, made before the first message goes (C-11). */
async function keptWith(
  database: Database,
  { organisation, report, from }: SentReportDocument,
  at: string,
): Promise<Pick<SentReportDocument, 'kept'>> {
  if (report !== 'register') return {};
  const made = await makeReport(database, organisation, weeklyTickets.id, { from }, new Date(at));
  return { kept: { report: made.content.report, digest: made.digest } };
}

/** Who has the roles, or stands in for one of them who is away: each once, and only those who have an address. */
async function addressees({ database }: Delivery, pack: Pack, roles: string[], at: string): Promise<StaffDocument[]> {
  const directory = await staffOf(database, pack.id);
  const nowhere = { owner: null, about: [], group: '', department: '', at };
  const all = roles.flatMap((role) => staffRecipients(`role:${role}`, nowhere, directory, pack));
  return [...new Map(all.map((one) => [one._id, one])).values()].filter(({ email }) => email !== '');
}

/** The figures, as this reader may see them: nobody learns of a case about themselves (F-10). */
async function countsFor(
  { database }: Delivery,
  pack: Pack,
  calendar: WorkingCalendar,
  { report, from }: SentReportDocument,
  reader: string,
): Promise<Record<string, number | null>> {
  if (report === 'leads') return sumOfWeek(await leadsInWeek(database, pack, { from, calendar, reader }));
  const period = { from: dayStart(calendar, from), before: dayStart(calendar, from, 7) };
  const packs = await packsOf(database, pack.id);
  const summary = new RegisterSummaryInMaking();
  const entries = registerEntries({ database, packs }, { organisation: pack.id, reader, ...period }, calendar);
  for await (const entry of entries) summary.add(entry);
  const { total, byAnswer, breached, medianHoursToAnswer: medianHours } = summary.done();
  const { 'in-time': inTime, late, awaited } = byAnswer;
  return { total, inTime, late, awaited, breached, medianHours };
}

/** Where the whole of it is read, by those who may. */
function addressOf({ organisation, report, from, to }: SentReportDocument): string {
  const base = `/v1/organisations/${organisation}`;
  return report === 'leads'
    ? `${base}/leads/weekly-report?week=${from}&format=xlsx`
    : `${base}/register?from=${from}&to=${to}&format=xlsx`;
}
