/** Who must be told of an event: by the pack's notice rules, and by the ladders of its clocks. Shared by all kinds. */
import type { CaseState, Notice } from './case.ts';
import { isClockFact } from './clock.ts';
import { ruleOf } from './clock-facts.ts';
import type { Fact, TimelineEvent } from './event.ts';

/** The notices that an event asks for. */
export function noticesOf(event: TimelineEvent, state: CaseState): Notice[] {
  const byRule = state.policy.notices
    .filter((rule) => rule.on === event.type)
    .map(({ to, channels, template, urgent }): Notice => ({ to, channels, template, urgent }));
  return [...byRule, ...ladderNotices(event, state)];
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
  return step.tell.map((to) => ({
    to,
    channels: ['email'],
    template,
    urgent: step.urgent,
    escalation: { clock, rung, dueLocal },
  }));
}
