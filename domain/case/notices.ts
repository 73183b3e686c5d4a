/** Who must be told of an event: by the pack's notice rules, and by the ladders of its clocks. Shared by all kinds. */
import type { CaseState, Notice } from './case.ts';
import { isClockFact } from './clocks/clock.ts';
import { ruleOf } from './clocks/clock-schedule.ts';
import type { Fact, TimelineEvent } from './event.ts';
import type { LadderStep, Recipient } from './policy.ts';

/** The notices that an event asks for. */
export function noticesOf(event: TimelineEvent, state: CaseState): Notice[] {
  const byRule = state.policy.notices
    .filter((rule) => rule.on === event.type)
    .flatMap(({ to, channels, template, urgent }): Notice[] =>
      addressees(to, event).map((person) => ({ to: person, channels, template, urgent })),
    );
  return [...byRule, ...ladderNotices(event, state)];
}

/** A recipient as it travels: a person whom the event names becomes that member of staff. */
function addressees(to: Recipient, { data }: TimelineEvent): Notice['to'][] {
  if (to !== 'giver' && to !== 'receiver') return [to];
  const named: unknown = (data as Record<string, unknown>)[to];
  return typeof named === 'string' ? [`staff:${named}`] : [];
}

function ladderNotices(event: TimelineEvent, state: CaseState): Notice[] {
  const fact: Fact = event;
  if (!isClockFact(fact) || (fact.type !== 'warned' && fact.type !== 'escalated')) return [];
  const { clock, rung } = fact.data;
  const fired = state.clocks.find(({ id }) => id === clock);
  const step = fired && ruleOf(state, fired).ladder[rung];
  if (!step) return [];
  const { dueLocal } = fired;
  const template = fact.type === 'warned' ? 'deadline-near' : 'deadline-missed';
  const before = ruleOf(state, fired).ladder.slice(0, rung);
  // The people of a later rung hear why it comes to them: those who were told before have not acted.
  const tells =
    template === 'deadline-missed' && before.some(isEscalation) ? { tells: { codes: { rung: 'later' } } } : {};
  return step.tell
    .flatMap((recipient) => addressees(recipient, event))
    .map((to) => ({
      to,
      channels: ['email'],
      template,
      urgent: step.urgent,
      escalation: { clock, rung, dueLocal },
      ...tells,
    }));
}

/** True for a rung at or after the due instant: the one before it only warns. */
function isEscalation({ rung }: LadderStep): boolean {
  return !(typeof rung === 'object' && 'before' in rung);
}
