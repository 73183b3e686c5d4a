// Asked thousands of times, `expect` takes longer than what it asks about.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../../domain/case/command.ts';
import { chainHolds, type TimelineEvent } from '../../../domain/case/event.ts';
import type { ProcedureCommandName } from '../../../domain/procedure/commands.ts';
import { procedureCommands } from '../../../domain/procedure/commands.ts';
import { type StepKind, type StepRule, stepKinds, stepsBefore } from '../../../domain/procedure/policy.ts';
import { isMemoRunning } from '../../../domain/procedure/proposal.ts';
import type { DeferredRecommendation, StepState } from '../../../domain/procedure/state.ts';
import { missingFrom, objectionToTaking } from '../../../domain/procedure/takers.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { runOnce } from '../../support/jest/run-once.ts';
import { person } from '../../support/samples/people.ts';
import { words } from '../../support/samples/sample-policy.ts';
import { checkBrought, checkOwners } from '../../support/stories/procedure-checks.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';

/** Who works here. Some have several roles, so that one person could do everything if nothing forbade it. */
const staff = {
  ...{ ada: ['quality'], bea: ['quality', 'manager'], cem: ['manager'], dov: ['centres-manager'] },
  ...{ eli: ['manager', 'centres-manager', 'council-secretary'], fay: ['council-secretary'], gus: ['agent'] },
};
const ids = Object.keys(staff) as (keyof typeof staff)[];
const roles = ['quality', 'manager', 'centres-manager', 'council-secretary'];
const hour = 3_600_000;
const start = Date.parse('2026-03-12T05:00:00Z');
const text = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

const drawnStep = fc.record({
  kind: fc.constantFrom(...stepKinds),
  roles: fc.uniqueArray(fc.constantFrom(...roles), { minLength: 1, maxLength: 2 }),
  /** How far back the steps lie that it waits for. */
  back: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }),
  need: fc.constantFrom('one', 'all', 'two'),
  returns: fc.boolean(),
  conditional: fc.boolean(),
  evaluators: fc.integer({ min: 1, max: 2 }),
  /** It asks for a date, and a later one that waits for something may close on the date of an earlier step. */
  dated: fc.boolean(),
  findsOne: fc.boolean(),
  corrects: fc.constantFrom(undefined, true as const, 'each' as const),
  reports: fc.boolean(),
  /** Who takes it: all who have its roles, who took an earlier step, or who was named at the start. */
  whose: fc.constantFrom('roles', 'roles', 'by', 'party'),
});
type Drawn = typeof drawnStep extends fc.Arbitrary<infer One> ? One : never;

const needsEarlier: readonly StepKind[] = ['review', 'approve', 'decide'];

/** A procedure that the checks of a pack would let pass, made of whatever was drawn. */
function procedureOf(drawn: Drawn[], end: End): StepRule[] {
  const steps: StepRule[] = [];
  for (const [place, one] of drawn.entries()) {
    const after = [...new Set(one.back.map((back) => place - back).filter((earlier) => earlier >= 0))].map(
      (at) => `s${at}x`,
    );
    const kind = after.length === 0 && needsEarlier.includes(one.kind) ? 'prepare' : one.kind;
    const approvers = one.roles.map((role) => ({ role }));
    const rules = { one: { anyOf: approvers }, all: { allOf: approvers }, two: { quorum: 2, of: approvers } };
    const [first] = after;
    const isSigned = kind === 'review' || kind === 'approve';
    steps.push({
      ...{ id: `s${place}x`, do: kind, roles: one.roles, after, findings: ['found'] },
      ...(isSigned ? { approval: rules[one.need as 'one'] } : {}),
      ...(isSigned && one.returns && first ? { returnsTo: first } : {}),
      ...(one.conditional && first ? { onlyIf: conditionOf(first, after) } : {}),
      ...(kind === 'evaluate'
        ? { evaluators: one.evaluators, criteria: [{ id: 'c', target: 10, weight: 1, lowerIsBetter: false }] }
        : {}),
      ...(one.dated && handsIn.includes(kind) ? { fields: [{ id: 'on', type: 'date' as const, required: true }] } : {}),
      ...closing(
        kind,
        steps.find(({ id, fields }) => id === first && fields !== undefined),
      ),
    });
  }
  const whole: StepRule[] = [];
  for (const [place, step] of steps.entries()) whole.push(withMore(step, drawn[place] as Drawn, steps, whole));
  return withPublishing(whole, end);
}

/** Who was named at the start. */
const party = { party: 'named', staff: 'eli' } as const;

const findsNothing: readonly StepKind[] = ['approve', 'decide', 'acknowledge', 'archive'];
const hasPeople: readonly StepKind[] = ['prepare', 'carry-out', 'wait-for', 'evaluate'];

/** A step with the parts that depend on others: each only if the checks of a pack would let it pass. */
function withMore(
  step: StepRule,
  { findsOne, corrects, reports, whose }: Drawn,
  steps: StepRule[],
  made: StepRule[],
): StepRule {
  const before = stepsBefore({ steps }, step.id);
  const isDecidedOn = steps.some(
    ({ id, do: kind }) => kind === 'decide' && stepsBefore({ steps }, id).includes(step.id),
  );
  const findsIt = findsOne && !findsNothing.includes(step.do) && (!step.approval || 'anyOf' in step.approval);
  return {
    ...step,
    ...(findsIt ? { findsOne: true as const, findings: ['found', 'other'] } : {}),
    ...(step.do === 'evaluate' && isDecidedOn && corrects ? { corrects } : {}),
    ...(step.do === 'prepare' && reports ? { report: 'weekly' } : {}),
    ...ownerOf(
      step,
      whose,
      made.find(({ id, do: kind, closes }) => before.includes(id) && hasPeople.includes(kind) && !closes),
    ),
  };
}

/** Whose a step is, if that is not all who have its roles. */
function ownerOf({ do: kind, approval }: StepRule, whose: string, earlier: StepRule | undefined): Partial<StepRule> {
  if (whose === 'roles' || kind === 'acknowledge') return {};
  const alone = kind === 'evaluate' ? { evaluators: 1 } : {};
  if (whose === 'party') {
    const roles = [...staff[party.staff]];
    return { ...alone, roles, party: party.party, ...(approval ? { approval: { anyOf: [{ role: 'manager' }] } } : {}) };
  }
  // Nobody signs what they made, or decides on what they raised.
  const isOwn = approval !== undefined || kind === 'decide' || !earlier;
  return isOwn ? {} : { ...alone, roles: earlier.roles, by: earlier.id };
}

/** How a procedure ends: with nothing more, or with a version of the policy or of a calendar, or a memo, which is published. */
const drawnEnd = fc.constantFrom('nothing', 'version', 'calendar', 'memo');
type End = 'nothing' | 'version' | 'calendar' | 'memo';

/** The steps with one that proposes among them, and one that publishes after all of them. */
function withPublishing(steps: StepRule[], end: End): StepRule[] {
  const proposing = steps.find((step) => step.do === 'prepare' && !step.onlyIf);
  if (end === 'nothing' || !proposing) return steps;
  const proposes = end === 'memo' ? { memo: { longestDays: 30, remindDays: 3 } } : end;
  const last: StepRule = {
    ...{ id: `s${steps.length}x`, do: 'approve', roles: ['council-secretary'], after: steps.map(({ id }) => id) },
    ...{ approval: { anyOf: [{ role: 'council-secretary' }] }, returnsTo: proposing.id, publishes: true },
  };
  return [...steps.map((step) => (step === proposing ? { ...step, proposes } : step)), last];
}

/** A version as it is proposed; with an end if the step proposes memos, or now and then although it does not. */
function proposalFor({ state, events }: ProcedureStory, { wild }: Happening, step: string | null): object {
  const rule = state.policy.steps.find(({ id }) => id === step);
  if (!rule?.proposes) return {};
  const until = text(Date.parse(events.at(-1)?.at ?? '') + 20 * 24 * hour);
  const isMemo = (typeof rule.proposes === 'object') !== wild;
  const isOfCalendar = (rule.proposes === 'calendar') !== wild;
  const proposal = {
    version: 2,
    digest: 'd'.repeat(64),
    base: 1,
    baseHash: 'b'.repeat(64),
    from: null,
    replaces: null,
  };
  const calendar = isOfCalendar ? { calendar: 'saudi-arabia' } : {};
  return { proposal: { ...proposal, ...calendar, until: isMemo ? until : null } };
}

/** What comes of the errands of the last step. */
function settle(story: ProcedureStory, at: string, isPublished: boolean): void {
  for (const { errand } of story.errands) {
    if (errand.do === 'list-staff') {
      const holders = ids.filter((id) => staff[id].some((one) => errand.roles.includes(one)));
      story.asked(errand.step, holders, at);
    }
    if (errand.do === 'make-report') {
      const report = isPublished ? { id: 'weekly', digest: 'd'.repeat(64) } : null;
      story.hears('settle-report', at, { step: errand.step, report });
    }
    if (errand.do !== 'publish-version') continue;
    const { step, proposal } = errand;
    const { calendar } = proposal;
    const published = {
      ...(calendar === undefined ? {} : { calendar }),
      version: 2,
      hash: 'h'.repeat(64),
      from: at,
      until: proposal.until,
      replaced: [],
    };
    const refused = { problem: 'StaleBase', detail: 'another one has come since' };
    const outcome = isPublished
      ? { outcome: 'published' as const, ...published }
      : { outcome: 'refused' as const, ...refused };
    story.hears('settle-publication', at, { step, ...outcome });
  }
}

const handsIn: readonly StepKind[] = ['prepare', 'carry-out', 'wait-for'];

/** What waits for something after a step that gives a date takes it until that day ends; what is done is due by then. */
function closing(kind: StepKind, dated: StepRule | undefined): Pick<StepRule, 'dueOn' | 'closes'> {
  if (!dated || !handsIn.includes(kind)) return {};
  const dueOn = { step: dated.id, field: 'on' };
  return kind === 'wait-for' ? { dueOn, closes: true } : { dueOn };
}

/** One condition, or as many as steps that it waits for. */
function conditionOf(first: string, after: string[]): NonNullable<StepRule['onlyIf']> {
  return after.length > 1 ? after.map((step) => ({ step, found: 'found' })) : { step: first, found: 'found' };
}

const happening = fc.record({
  pick: fc.nat(procedureCommands.open.length - 1),
  wild: fc.oneof({ arbitrary: fc.constant(false), weight: 9 }, { arbitrary: fc.constant(true), weight: 1 }),
  by: fc.constantFrom(...ids),
  names: fc.boolean(),
  finds: fc.boolean(),
  recommends: fc.constantFrom(0, 1, 1),
  verdict: fc.constantFrom('accepted', 'rejected', 'deferred'),
  old: fc.oneof({ arbitrary: fc.constant(false), weight: 9 }, { arbitrary: fc.constant(true), weight: 1 }),
  later: fc.constantFrom(0, 0, 1, 5, 60),
});
const life = fc.record({
  steps: fc.array(drawnStep, { minLength: 1, maxLength: 7 }),
  end: drawnEnd,
  deferred: fc.boolean(),
  happenings: fc.array(happening, { minLength: 30, maxLength: 80, size: 'max' }),
});
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

function bodyFor(
  name: ProcedureCommandName,
  story: ProcedureStory,
  given: Happening,
  { step, now }: { step: string | null; now: number },
): object {
  const { state } = story;
  const rule = state.policy.steps.find(({ id }) => id === step);
  const asksForDate = rule?.fields !== undefined;
  // A day that is over is tried now and then.
  const day = text(now + (given.wild ? -2 : 3) * 24 * hour).slice(0, 10);
  const filled = asksForDate ? { values: { on: day } } : {};
  const count = state.recommendations.length;
  // Where nobody would decide on it, a recommendation is tried now and then only.
  const isDecided = given.wild || state.steps.some((one) => one.do === 'decide' && one.status === 'waiting');
  const recommendations = Array.from({ length: isDecided ? given.recommends : 0 }, (_, place) => ({
    ...{ id: `${state.round}-${count + place + 1}`, owner: 'ada', dueOn: '2026-09-01' },
    ...(name === 'evaluate' && given.old === given.wild ? { subject: 'x' } : {}),
  }));
  const found = given.finds ? [given.wild ? 'unheard of' : 'found'] : rule?.findsOne && !given.old ? ['other'] : [];
  const said = { step, words: words(`w-${story.events.length}`) };
  const brought = { ...said, findings: found, recommendations };
  const digest = given.old ? 'an older one' : (state.steps.find(({ id }) => id === step)?.approval?.digest ?? 'none');
  switch (name) {
    case 'submit':
      return { ...brought, ...filled, ...proposalFor(story, given, step) };
    case 'carry-out':
    case 'receive':
      return { ...said, findings: brought.findings, ...filled };
    case 'evaluate':
      return { ...brought, subjects: [{ id: 'x', values: { c: given.finds ? 12 : 3 } }] };
    case 'review':
      return { ...brought, digest };
    case 'approve':
    case 'return':
    case 'reject':
      return { ...said, digest };
    case 'decide':
      return {
        ...said,
        decisions: state.recommendations
          .filter(({ decision }) => decision === null)
          .slice(0, 2)
          .map(({ id }) => ({ recommendation: id, verdict: given.verdict, owner: null, dueOn: null })),
      };
    case 'excuse':
      return { ...said, staff: story.state.steps.flatMap(missingFrom)[0] ?? 'gus' };
    default:
      return said;
  }
}

/** What an occurrence before it has deferred. */
const fromBefore: DeferredRecommendation = {
  ...{ owner: 'gus', dueOn: '2026-09-01', by: ['bea'], words: words('before') },
  from: { number: 'NC-T-00000-000000', id: '1-1' },
};

/** What may come of a version that was approved. */
const publications = ['versionPublished', 'publicationRefused', 'memoEndsSoon', 'memoLapsed'];
const ends = ['finished', 'rejected', 'withdrawn'];

/** A step begins once what it waits for has ended, and ends once before it begins again. */
function checkCourse(events: TimelineEvent[], steps: StepRule[]): void {
  const open = new Set<string>();
  let over = new Set<string>();
  for (const { type, data } of events) {
    const { step = '', to = '' } = data as { step?: string; to?: string };
    if (type === 'stepBegan' || type === 'stepSkipped') {
      ok(!open.has(step) && !over.has(step), `${step} ${type} twice`);
      for (const earlier of stepsBefore({ steps }, step))
        ok(over.has(earlier), `${step} began before ${earlier} ended`);
      (type === 'stepBegan' ? open : over).add(step);
    }
    if (type === 'stepDone') {
      ok(open.delete(step), `${step} ended and had not begun`);
      over.add(step);
    }
    if (type === 'returned' || type === 'publicationRefused') {
      const again = steps.filter(({ id }) => id === to || stepsBefore({ steps }, id).includes(to)).map(({ id }) => id);
      for (const id of again) open.delete(id);
      over = new Set([...over].filter((id) => !again.includes(id)));
    }
  }
  if (events.at(-1)?.type === 'finished') equal(over.size, steps.length);
}

/** Nobody signs what they made, and nobody decides on what they raised. */
function checkFourEyes(events: TimelineEvent[], steps: StepRule[]): void {
  const raised = new Map<string, string>([['0-1', 'bea']]);
  const makers = new Map<string, Set<string>>();
  const makes = ['submitted', 'carriedOut', 'documentReceived', 'evaluated'];
  for (const { type, data, by } of events) {
    const {
      step = '',
      recommendations = [],
      recommendation = '',
      to = '',
    } = data as {
      step?: string;
      to?: string;
      recommendation?: string;
      recommendations?: { id: string }[];
    };
    for (const { id } of recommendations) raised.set(id, by);
    if (makes.includes(type)) makers.set(step, (makers.get(step) ?? new Set()).add(by));
    if (type === 'returned' || type === 'publicationRefused') {
      for (const { id } of steps) if (id === to || stepsBefore({ steps }, id).includes(to)) makers.delete(id);
    }
    if (type === 'reviewed' || type === 'approved') {
      for (const earlier of stepsBefore({ steps }, step))
        ok(!makers.get(earlier)?.has(by), `${by} signs their own work`);
    }
    if (type === 'recommendationDecided')
      ok(raised.get(recommendation) !== by, `${by} decides on their own recommendation`);
  }
}

const tryLives = runOnce((seen) => {
  fc.assert(
    fc.property(life, ({ steps: drawn, end, deferred, happenings }) => {
      const steps = procedureOf(drawn, end);
      const story = new ProcedureStory({
        ...{ at: text(start), steps, parties: [party] },
        ...(deferred ? { deferred: [fromBefore] } : {}),
      });
      let now = start;
      for (const given of happenings) {
        now += given.later * hour;
        const at = text(now);
        for (let due = story.nextInstant; due !== null && Date.parse(due) <= now; due = story.nextInstant)
          story.reach(due);
        settle(story, at, given.finds || given.wild);
        if (story.isOver) break;
        const allowed = procedureCommands.open.filter((name) => story.kind.blocked(story.state, name) === null);
        const names = given.wild
          ? procedureCommands.open
          : allowed.filter((name) => name !== 'withdraw' && (name !== 'reject' || given.later > 0));
        const name = names[given.pick % names.length];
        if (!name) continue;
        const open = story.state.steps.filter(({ status }) => status === 'open');
        const takers = [given.by, ...ids].map((id) => ({ id, actor: person(id, ...staff[id]) }));
        const able = takers.find(({ actor }) => objectionToTaking(story.state, name, actor) === null) ?? takers[0];
        const actor = given.names ? person(given.by, ...staff[given.by]) : (able?.actor ?? person('ada', 'quality'));
        const own = open.find(
          (step) =>
            step.roles.some((role) => actor.roles.includes(role)) && story.kind.blocked(story.state, name) === null,
        );
        const step = given.wild ? null : (takenStep(story, name, actor) ?? own?.id ?? null);
        const before = story.record;
        const answer = story.attempt(name, actor, at, bodyFor(name, story, given, { step, now }));
        if ('refusal' in answer) {
          deepEqual(story.record, before);
          seen.add(`refused: ${answer.refusal}`);
        } else {
          story.take(answer);
          seen.add(name);
          if (story.state.recommendations.some((one) => one.from && one.decision)) seen.add('decided in the next one');
        }
      }
      ok(chainHolds(story.events));
      checkCourse(story.events, steps);
      checkFourEyes(story.events, steps);
      checkOwners(story, party.staff, seen);
      checkBrought(story, seen);
      checkClosings(story, seen);
      checkClocks(story);
      for (const { type } of story.events) if (publications.includes(type)) seen.add(type);
      const last = story.events.findLast(({ type }) => ends.includes(type))?.type;
      equal(story.isOver, last !== undefined);
      if (last) {
        seen.add(last);
        ok(story.state.clocks.every(({ stoppedAt, startedAt }) => stoppedAt !== null || startedAt === null));
      } else {
        ok(
          story.state.steps.some(({ status }) => status === 'open') || isMemoRunning(story.state),
          'nothing is open, and it is not over',
        );
      }
    }),
    propertyRuns('lives of procedures'),
  );
});

/** What closes takes nothing after its day, ends on it by itself, and is not late. */
function checkClosings({ state, events }: ProcedureStory, seen: Set<string>): void {
  for (const { id, closesAt } of state.steps) {
    if (closesAt === undefined) continue;
    const begun = events.findLastIndex(
      ({ type, data }) => type === 'stepBegan' && (data as { step: string }).step === id,
    );
    const since = events.slice(begun).filter(({ data }) => (data as { step?: string }).step === id);
    for (const { type, at } of since) {
      if (type === 'documentReceived') ok(Date.parse(at) <= Date.parse(closesAt), `${id} takes what comes late`);
      if (type === 'stepDone') equal(at, closesAt);
      if (type === 'stepDone') seen.add('closed by itself');
    }
  }
}

/** The step that takes a command and is this person's. */
function takenStep({ state }: ProcedureStory, name: string, actor: Actor): string | undefined {
  return state.steps.find(
    (step) =>
      step.status === 'open' &&
      step.roles.some((role) => actor.roles.includes(role)) &&
      objectionToTaking(
        { ...state, steps: state.steps.map((one) => (one === step ? one : closed(one))) },
        name,
        actor,
      ) === null,
  )?.id;
}

/** The step as if it took nothing now: what was brought in it stays. */
const closed = (step: StepState): StepState => ({ ...step, status: 'waiting' });

/** Each clock breaches once, and each rung fires once, not before its time. */
function checkClocks({ events }: ProcedureStory): void {
  const breaches = events
    .filter(({ type }) => type === 'breached')
    .map(({ data }) => (data as { clock: string }).clock);
  equal(new Set(breaches).size, breaches.length);
  const rungs = events.filter(({ type }) => type === 'warned' || type === 'escalated');
  const names = rungs.map(({ data }) => `${(data as { clock: string }).clock}/${(data as { rung: number }).rung}`);
  equal(new Set(names).size, names.length);
  for (const { data, at } of rungs) ok(Date.parse(at) >= Date.parse((data as { dueAt: string }).dueAt));
}

test('whatever people do in whatever procedure, its steps follow its rules, four eyes hold, and it can go on or is over', () => {
  tryLives();
});

test('the lives reach every command and every end', () => {
  const rare = [
    ...['closed by itself', 'decided in the next one', 'by who took another', 'found one', 'handed in with a report'],
    ...['of who was named: taken', 'of who was named: signed', 'corrected: true', 'corrected: each'],
  ];
  expect(tryLives.missing([...procedureCommands.open, ...publications, ...ends, ...rare])).toEqual([]);
  const refusals = ['Forbidden', 'SamePerson', 'NotAllowedNow', 'PreconditionFailed', 'Incomplete'];
  expect(tryLives.missing(refusals.map((name) => `refused: ${name}`))).toEqual([]);
});
