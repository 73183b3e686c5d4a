import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';
import { clocksOf } from './pack-parts.ts';

/** Checks that the event which starts a procedure can happen, and that the procedure does not cause it: else it would start itself for ever. */
export function checkOccasions(pack: PackContent, source: PolicySource): Problem[] {
  return Object.entries(pack.kinds.procedure ?? {}).flatMap(([id, { trigger }]) => {
    const fault = faultOf(pack, id, trigger.event);
    return fault === null ? [] : [source.refusal(['kinds', 'procedure', id, 'trigger', 'event'], fault)];
  });
}

type Event = NonNullable<PackContent['kinds']['procedure']>[string]['trigger']['event'];

function faultOf(pack: PackContent, id: string, event: Event): string | null {
  if (event === 'knowledge-review-due') {
    const isDone = Object.values(pack.kinds.procedure?.[id]?.steps ?? {}).some(
      ({ product }) => product === 'knowledge-review',
    );
    return isDone ? null : 'Nobody would have to review the entry: give a step `product: knowledge-review`.';
  }
  if (event === undefined || typeof event === 'string') return null;
  if ('targetMissed' in event) {
    const { targetMissed } = event;
    if (startersOf(pack, id).has(id)) return 'It starts itself: each missed target would start another one.';
    const steps = Object.values(pack.kinds.procedure?.[targetMissed]?.steps ?? {});
    return steps.some(({ do: kind }) => kind === 'evaluate')
      ? null
      : `No procedure \`${targetMissed}\` evaluates anything.`;
  }
  const { kind, clock } = event.breach;
  return clocksOf(pack).some(({ path, name }) => path[1] === kind && name === clock)
    ? null
    : `No case of the kind \`${kind}\` has a clock \`${clock}\`.`;
}

/** All procedures whose missed targets start one, near and far. The procedure itself is among them if they go in a circle. */
function startersOf({ kinds }: PackContent, id: string): Set<string> {
  const found = new Set<string>();
  for (let next = starterOf(kinds, id); next !== undefined && !found.has(next); next = starterOf(kinds, next)) {
    found.add(next);
  }
  return found;
}

function starterOf({ procedure = {} }: PackContent['kinds'], id: string): string | undefined {
  const event = procedure[id]?.trigger.event;
  return typeof event === 'object' && 'targetMissed' in event ? event.targetMissed : undefined;
}
