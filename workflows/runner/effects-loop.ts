import type { CaseState } from '../../domain/case/case.ts';
import { goesTo, type PendingErrand } from '../../domain/case/errand.ts';
import type { Fact } from '../../domain/case/event.ts';
import { report } from '../../domain/case/machine.ts';
import type { Effect } from './asking.ts';
import { effects } from './effects.ts';
import { inBackground, messageOf } from './in-background.ts';
import { type CaseRun, now, take } from './run.ts';

/** Does what a case asks for elsewhere: opens cases that belong to it, tells those that must know, asks the directory. */
export async function performing<State extends CaseState>(run: CaseRun<State>): Promise<void> {
  await inBackground(
    run,
    () => run.errands.filter(isNext),
    async (pending) => settle(run, pending, await performed(run, pending)),
  );
}

/** Errands to one case go in their order. It is not told of an end before it has been opened, nor of steps out of turn. */
function isNext({ errand }: PendingErrand, place: number, all: PendingErrand[]): boolean {
  return !all.slice(0, place).some((earlier) => goesTo(earlier.errand) === goesTo(errand));
}

/** What could not be done, as a fact; nothing if all went well. */
async function performed(run: CaseRun, pending: PendingErrand): Promise<Fact[]> {
  const { errand, key } = pending;
  const effect = effects[errand.do] as Effect;
  try {
    await effect.perform(run, errand, pending);
    return [];
  } catch (error) {
    const detail = messageOf(error);
    effect.failed?.(run, errand, pending, detail);
    return [{ type: 'effectFailed', data: { key, detail } }];
  }
}

function settle<State extends CaseState>(run: CaseRun<State>, { key }: PendingErrand, facts: Fact[]): void {
  run.errands = run.errands.filter((held) => held.key !== key);
  if (facts.length > 0) take(run, report(run.kind, run.record, facts, key, run.calendar.opened, now()));
}
