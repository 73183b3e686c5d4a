/** The lines of a replay. */

import type { Beside } from '../../application/audit/stored-case.ts';
import type { DeadlineWorkedAgain } from '../../db/audit/replays.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { ClockView } from '../../domain/case/view.ts';
import { localText, openCalendar } from '../../domain/deadline/deadline.ts';
import type { CaseInput } from '../../workflows/messages/case.ts';
import { eventWords, type Language, says } from './words.ts';

/** How instants, events and values are written: in one language, in the local time of the case's calendar. */
export class Lines {
  private readonly language: Language;
  private readonly calendar;

  constructor(language: Language, calendar: CaseInput['calendar']['calendar'] | undefined) {
    this.language = language;
    this.calendar = calendar && openCalendar(calendar);
  }

  word(name: keyof typeof says): string {
    return says[name][this.language];
  }

  /** UTC with the local time beside it. */
  instant(at: string): string {
    return this.calendar ? `${at} = ${localText(this.calendar, at).replace(/\[.*\]$/, '')}` : at;
  }

  event(event: TimelineEvent): string {
    const { sequence, at, recordedAt, type, by, onBehalfOf, standingInFor, roles } = event;
    const forWhom = [onBehalfOf, standingInFor].filter(Boolean).map((who) => ` ${this.word('forWhom')} ${who}`);
    const late = Date.parse(recordedAt) - Date.parse(at) > 2000 ? ` (${recordedAt})` : '';
    const name = this.language === 'ar' ? (eventWords[type] ?? type) : type;
    const who = `${this.word('by')} ${by}${forWhom.join('')} [${roles.join(', ')}]`;
    const versions = `policy v${event.policyVersion}, calendar v${event.calendarVersion}`;
    const values = Object.entries(event.data).map(([field, value]) => `${field}=${this.value(value)}`);
    const first = `${String(sequence).padStart(4)}  ${this.instant(at)}${late}  ${name}  ${who}  ${versions}`;
    return [first, ...values.map((value) => `        ${value}`), `        digest=${event.digest}`].join('\n');
  }

  beside({ at, what, by, detail }: Beside): string {
    return `   ·  ${this.instant(at)}  ${this.word(what)}: ${by}, ${detail}`;
  }

  clock({ id, source, state, dueAt, metAt, breachedAt, moves, extension }: ClockView): string {
    const told = Object.entries({ metAt, breachedAt }).flatMap(([name, at]) =>
      at ? `${name} ${this.instant(at)}` : [],
    );
    const moved = moves.map(({ from, to, why }) => `        ${why}: ${from ?? '–'} → ${to ?? '–'}`);
    const due = dueAt ? `, ${this.word('due')} ${this.instant(dueAt)}` : '';
    const longer = extension ? `, + ${this.value(extension)}` : '';
    const first = `      ${id}: ${state}, ${this.word('clause')} ${source}${due}${longer}`;
    return [[first, ...told].join(', '), ...moved].join('\n');
  }

  /** A due instant that the calendar does not give again: what was said, and what it gives. */
  deadline({ clock, source, event, dueAt, answer }: DeadlineWorkedAgain): string {
    const given = answer && 'dueAt' in answer ? answer.dueAt : this.value(answer);
    return `      ${clock} (${event}): ${this.word('clause')} ${source}, ${this.word('due')} ${dueAt}, ${this.word('replayed')} ${given}`;
  }

  /** Amounts, digests, donors and verdicts as they stand; yes and no in the language asked. */
  value(value: unknown): string {
    if (typeof value === 'boolean') return this.word(value ? 'yes' : 'no');
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
}
