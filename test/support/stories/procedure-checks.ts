/** What must hold of the timeline of any procedure, besides its course and the four eyes. */
import { equal, ok } from 'node:assert/strict';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import { type StepRule, stepsBefore } from '../../../domain/procedure/policy.ts';
import type { ProcedureStory } from './procedure-story.ts';

/** What people do in a step, other than ending the occurrence. */
const takes = [
  ...(['submitted', 'carriedOut', 'documentReceived', 'archived', 'reviewed', 'approved', 'returned'] as const),
  ...(['rejected', 'recommendationDecided', 'evaluated'] as const),
] as readonly string[];

/** The steps that are done again once a step has been sent back, or its version was not published. */
function doneAgain({ type, data }: TimelineEvent, steps: StepRule[]): string[] {
  if (type !== 'returned' && type !== 'publicationRefused') return [];
  const { to } = data as { to: string };
  return steps.filter(({ id }) => id === to || stepsBefore({ steps }, id).includes(to)).map(({ id }) => id);
}

/**
 * A step of somebody is taken by nobody else: of those who took another step, or of who was named. `named`: staff id of the one
 * party.
 */
export function checkOwners({ events, state }: ProcedureStory, named: string, seen: Set<string>): void {
  const { steps } = state.policy;
  const took = new Map<string, string[]>();
  for (const event of events) {
    const { step: id = '' } = event.data as { step?: string };
    if (takes.includes(event.type)) {
      const rule = steps.find((step) => step.id === id);
      if (rule?.by !== undefined) {
        ok(took.get(rule.by)?.includes(event.by), `${event.by} takes ${id}, which is of who took ${rule.by}`);
        seen.add('by who took another');
      }
      if (rule?.party !== undefined) {
        equal(event.by, named, `${event.by} takes ${id}, which is of who was named`);
        seen.add(`of who was named: ${rule.approval ? 'signed' : 'taken'}`);
      }
      took.set(id, [...(took.get(id) ?? []), event.by]);
    }
    for (const again of doneAgain(event, steps)) took.delete(again);
  }
}

/** What a step brings is what its rule asks for: one answer, a correction of each missed target, nothing before its report is there. */
export function checkBrought({ events, state }: ProcedureStory, seen: Set<string>): void {
  const { steps } = state.policy;
  const awaited = new Set<string>();
  const evaluations = new Map<string, { values: number[]; corrected: (string | undefined)[] }>();
  for (const event of events) {
    const { type, data } = event;
    const brought = data as { step?: string; findings?: string[]; subjects?: { values: { c: number } }[] };
    const rule = steps.find(({ id }) => id === brought.step);
    if (!rule) continue;
    if (type === 'stepBegan' && rule.report !== undefined) awaited.add(rule.id);
    if (type === 'reportSettled') awaited.delete(rule.id);
    if (type === 'submitted') ok(!awaited.has(rule.id), `${rule.id} was handed in before its report was there`);
    if (type === 'submitted' && rule.report !== undefined) seen.add('handed in with a report');
    if (rule.findsOne && brought.findings) {
      equal(brought.findings.length, 1, `${rule.id} finds one`);
      seen.add('found one');
    }
    if (type === 'stepBegan') evaluations.delete(rule.id);
    if (type === 'evaluated') {
      const { values, corrected } = evaluations.get(rule.id) ?? { values: [], corrected: [] };
      const { recommendations } = data as { recommendations: { subject?: string }[] };
      evaluations.set(rule.id, {
        values: [...values, ...(brought.subjects ?? []).map((subject) => subject.values.c)],
        corrected: [...corrected, ...recommendations.map(({ subject }) => subject)],
      });
    }
    const evaluation = evaluations.get(rule.id);
    if (type !== 'stepDone' || !evaluation || rule.corrects === undefined) continue;
    const mean = evaluation.values.reduce((sum, one) => sum + one, 0) / evaluation.values.length;
    if (mean >= 10) continue;
    const wanted = rule.corrects === 'each' ? evaluation.corrected.includes('x') : evaluation.corrected.length > 0;
    ok(wanted, `${rule.id} ended without a correction of the missed target`);
    seen.add(`corrected: ${rule.corrects}`);
  }
}
