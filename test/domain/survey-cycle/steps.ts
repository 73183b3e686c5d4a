import { expect, test } from '@jest/globals';
import type { Actor } from '../../../domain/case/command.ts';
import type { SurveyCycleCommandName } from '../../../domain/survey-cycle/commands.ts';
import { person, standingIn } from '../../support/samples/people.ts';
import { words } from '../../support/samples/sample-policy.ts';
import { actingOnDonors } from '../../support/samples/sample-survey-cycle-policy.ts';
import {
  centresManager,
  crmManager,
  everyStep,
  frozen,
  quality,
  questionnaires,
  SurveyCycleStory,
  secretary,
} from '../../support/stories/survey-cycle-story.ts';

/** The day after the programme's end. */
const thursday = '2026-03-12T08:00:00Z';

const refusalOf = (story: SurveyCycleStory, name: SurveyCycleCommandName, by: Actor, body: object = {}) => {
  const answer = story.attempt(name, by, thursday, body);
  return 'refusal' in answer ? answer.refusal : null;
};
const done = (story: SurveyCycleStory) => story.errands.map(({ errand }) => errand.do);

test('a cycle goes through its eight steps by four parties, and ends with the donors’ report (N-09)', () => {
  const story = new SurveyCycleStory().through(everyStep.length, thursday);
  expect(story.state).toMatchObject({
    status: 'finished',
    closedAt: thursday,
    report: { counted: 200, late: 3, by: 'quality' },
    donorsReport: { counted: 200, late: 3 },
  });
  expect(story.nextInstant).toBeNull();
});

test('step 1 has one working day after the programme’s end, however late it is started (N-09)', () => {
  const due = [['preparation', '2026-03-12T16:00:00+03:00[Asia/Riyadh]']];
  expect(new SurveyCycleStory().running()).toEqual(due);
  expect(new SurveyCycleStory({ at: '2026-03-11T21:30:00Z' }).running()).toEqual(due);
  const late = new SurveyCycleStory({ at: '2026-04-01T08:00:00Z' }).reach('2026-04-01T08:00:00Z');
  expect(late.state.clocks[0]).toMatchObject({ dueAt: '2026-03-12T13:00:00Z', state: 'breached' });
});

test('each step has its own time: days are working days, a week is seven days (N-09)', () => {
  const due = everyStep.map((_, place) => new SurveyCycleStory().through(place, thursday).running());
  const on = (rule: string, date: string) => [[rule, `${date}T16:00:00+03:00[Asia/Riyadh]`]];
  // The week of Eid is closed in the calendar of the tests from 2026-03-19 to 2026-03-22.
  expect(due).toEqual([
    on('preparation', '2026-03-12'),
    on('review', '2026-03-16'),
    on('review', '2026-03-16'),
    on('collection', '2026-03-23'),
    on('analysis', '2026-03-17'),
    on('discussion', '2026-03-17'),
    on('discussion', '2026-03-17'),
    on('steps', '2026-03-23'),
    on('steps', '2026-03-23'),
    on('decision', '2026-03-23'),
    on('donors', '2026-03-23'),
  ]);
});

test('collection opens only when both managers have agreed to the very questionnaires (N-09)', () => {
  const story = new SurveyCycleStory().through(2, thursday);
  expect(story.state.status).toBe('reviewing');
  expect(refusalOf(story, 'review', crmManager)).toBe('NotAllowedNow');
  expect(refusalOf(story, 'review', person('other', 'manager'))).toBe('NotAllowedNow');
  expect(refusalOf(story, 'review', centresManager, { digest: 'of another one' })).toBe('PreconditionFailed');
  story.act('review', centresManager, thursday);
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    {
      do: 'open-survey',
      command: 'settle-opening',
      survey: {
        id: 'NC-S-00000-000001:beneficiaries',
        organisation: 'neighbourhood-centres',
        cycle: 'NC-S-00000-000001',
        audience: 'beneficiaries',
        programme: 'club',
        questionnaire: questionnaires.beneficiaries,
        askedLater: [questionnaires.donors],
        opensAt: thursday,
      },
    },
  ]);
});

test('one person is not both managers, and anyone who prepared reviews nothing, under no name (N-09)', () => {
  const both = person('both', 'manager', 'centres-manager', 'quality');
  const twice = new SurveyCycleStory().act('prepare', quality, thursday).act('review', both, thursday);
  expect(refusalOf(twice, 'review', both)).toBe('NotAllowedNow');
  expect(refusalOf(twice, 'review', standingIn(person('deputy', 'agent'), both))).toBe('NotAllowedNow');
  const own = new SurveyCycleStory().act('prepare', both, thursday);
  expect(refusalOf(own, 'review', both)).toBe('SamePerson');
  expect(refusalOf(own, 'return', both)).toBe('SamePerson');
  expect(refusalOf(own, 'review', standingIn(crmManager, both))).toBe('SamePerson');
});

test('questionnaires that are sent back come as a new version, and earlier reviews are void (N-09)', () => {
  const story = new SurveyCycleStory().through(2, thursday);
  const first = (story.state as { review?: { digest: string } }).review?.digest ?? '';
  story.act('return', centresManager, thursday);
  expect(story.state).toMatchObject({ status: 'preparing', round: 2 });
  expect(story.running()).toEqual([['preparation', '2026-03-15T16:00:00+03:00[Asia/Riyadh]']]);
  story.act('prepare', person('second', 'quality'), thursday);
  expect(story.state).toMatchObject({ version: 2, review: { decisions: [], mayNotDecide: ['quality', 'second'] } });
  expect(refusalOf(story, 'review', crmManager, { digest: first })).toBe('PreconditionFailed');
});

test('a questionnaire that was changed behind the managers’ backs is asked of nobody: back to step 1', () => {
  const story = new SurveyCycleStory().through(3, thursday);
  story.hears('settle-opening', thursday, { detail: 'satisfaction version 1 is not what was approved' });
  expect(story.state).toMatchObject({ status: 'preparing', round: 2 });
  expect(story.running().map(([rule]) => rule)).toEqual(['preparation']);
});

test('a collection that nobody closes in a week breaches and goes up the ladder; it stays open (N-09)', () => {
  const story = new SurveyCycleStory().through(3, thursday).reach('2026-03-23T13:00:00Z');
  expect(story.state.status).toBe('collecting');
  expect(story.types()).toEqual(expect.arrayContaining(['warned', 'breached', 'escalated']));
  story.act('close-collection', quality, '2026-03-24T08:00:00Z');
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    { do: 'close-survey', survey: 'NC-S-00000-000001:beneficiaries', at: '2026-03-24T08:00:00Z' },
  ]);
});

test('a pack may let the collection close by itself: at its instant, by nobody, with no breach', () => {
  const policy = { collectionClosesAfter: { workingDays: 2 } };
  const story = new SurveyCycleStory({ policy }).through(2, thursday).act('review', centresManager, thursday);
  // The taker of answers knows of it too. So what comes later is late whether or not the cycle has said so yet.
  const [{ errand } = { errand: null }] = story.errands;
  expect(errand).toMatchObject({ survey: { closes: { after: { workingDays: 2 }, calendar: 'riyadh' } } });
  expect(story.nextInstant).toBe('2026-03-16T13:00:00Z');
  story.reach('2026-03-16T13:00:00Z');
  expect(story.state).toMatchObject({ status: 'analysing', collection: { closedAt: '2026-03-16T13:00:00Z' } });
  expect(story.events.findLast(({ type }) => type === 'collectionClosed')).toMatchObject({ by: 'system' });
  expect(done(story)).toEqual(['close-survey']);
  expect(story.types()).not.toContain('breached');
});

test('the report is what the analysis was frozen as; one that fails waits for its officer again (N-09)', () => {
  const story = new SurveyCycleStory().through(4, thursday).act('report', quality, thursday);
  expect(story.state.status).toBe('reporting');
  expect(done(story)).toEqual(['freeze-report']);
  story.hears('settle-report', thursday, { outcome: 'failed', detail: 'away' });
  expect(story.state.status).toBe('analysing');
  expect(story.running().map(([rule]) => rule)).toEqual(['analysis']);
  story.act('report', quality, thursday).hears('settle-report', thursday, frozen);
  expect(story.state).toMatchObject({ status: 'discussing', report: { counted: 200, digest: 'f'.repeat(64) } });
});

test('both managers sign the very report that they discussed (N-09)', () => {
  const story = new SurveyCycleStory().through(6, thursday);
  expect(story.state.status).toBe('discussing');
  expect(refusalOf(story, 'discuss', crmManager)).toBe('NotAllowedNow');
  expect(refusalOf(story, 'discuss', centresManager, { digest: 'another' })).toBe('PreconditionFailed');
  story.act('discuss', centresManager, thursday);
  expect(story.state.status).toBe('agreeing');
});

test('steps are agreed on by both managers: the second agrees to the list, or puts another in its place (N-09)', () => {
  const story = new SurveyCycleStory().through(7, thursday);
  expect(refusalOf(story, 'agree-steps', crmManager, { recommendations: null })).toBe('Incomplete');
  story.act('agree-steps', crmManager, thursday);
  expect(refusalOf(story, 'agree-steps', crmManager)).toBe('NotAllowedNow');
  expect(refusalOf(story, 'agree-steps', centresManager, { digest: null })).toBe('Incomplete');
  const other = [{ id: '1', owner: 'officer', dueOn: '2026-07-01' }];
  story.act('agree-steps', centresManager, thursday, { recommendations: other, words: words('other steps') });
  expect(story.state).toMatchObject({ status: 'agreeing', proposal: { version: 2, recommendations: other } });
  story.act('agree-steps', crmManager, thursday);
  expect(story.state).toMatchObject({ status: 'deciding', recommendations: [{ id: '1', decision: null }] });
});

test('management decides on each recommendation, with a reason, and never those who agreed on them (N-09)', () => {
  const story = new SurveyCycleStory().through(9, thursday);
  const one = (recommendation: string, verdict: 'accepted' | 'rejected', more: object = {}) => ({
    decisions: [{ recommendation, verdict, owner: null, dueOn: null, ...more }],
    words: words(`reason-${recommendation}`),
  });
  const two = person('crm-manager', 'council-secretary');
  expect(refusalOf(story, 'decide', two)).toBe('SamePerson');
  expect(refusalOf(story, 'decide', standingIn(secretary, centresManager))).toBe('SamePerson');
  expect(refusalOf(story, 'decide', secretary, one('3', 'accepted'))).toBe('NotAllowedNow');
  story.act('decide', secretary, thursday, one('1', 'rejected'));
  expect(story.state.status).toBe('deciding');
  expect(refusalOf(story, 'decide', secretary, one('1', 'accepted'))).toBe('NotAllowedNow');
  story.act('decide', secretary, thursday, one('2', 'accepted', { dueOn: '2026-08-01' }));
  expect(story.state).toMatchObject({
    status: 'asking-donors',
    recommendations: [
      { id: '1', decision: { verdict: 'rejected', words: words('reason-1'), by: 'secretary' } },
      { id: '2', decision: { verdict: 'accepted', owner: 'officer', dueOn: '2026-08-01' } },
    ],
  });
});

test('donors are asked only after management has decided on everything (3.1.18)', () => {
  const before = everyStep.slice(0, 10).map((_, place) => new SurveyCycleStory().through(place, thursday));
  for (const story of before) {
    expect(refusalOf(story, 'finish', crmManager)).toBe('NotAllowedNow');
    expect(JSON.stringify(story.errands)).not.toContain(':donors');
  }
  const story = new SurveyCycleStory().through(10, thursday);
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    expect.objectContaining({ survey: expect.objectContaining({ audience: 'donors', askedLater: [] }) }),
  ]);
});

test('it ends with success stories given to the donors and the report of their satisfaction (3.1.16, 3.1.19)', () => {
  const story = new SurveyCycleStory().through(10, thursday).act('finish', crmManager, thursday);
  expect(done(story)).toEqual(['close-survey', 'freeze-report']);
  story.hears('settle-report', thursday, { outcome: 'failed', detail: 'away' });
  expect(story.state.status).toBe('asking-donors');
  story.act('finish', crmManager, thursday).hears('settle-report', thursday, frozen);
  expect(story.state.status).toBe('finished');
  expect(story.state.words).toContainEqual(words('stories'));
});

test('N-09: a cycle does not end right after the donors’ survey has opened, nor without having asked anybody', () => {
  const story = new SurveyCycleStory().through(10, thursday);
  const finish = (body: object, by = crmManager) => refusalOf(story, 'finish', by, { asked: 0, answered: 0, ...body });
  expect(finish({})).toBe('Incomplete');
  expect(finish({ asked: 5 })).toBe('Incomplete');
  expect(finish({ unasked: { agreedBy: crmManager.id } })).toBe('SamePerson');
  expect(finish({ unasked: { agreedBy: centresManager.id } })).toBeNull();
  expect(finish({ asked: 5, answered: 1 })).toBeNull();
  // Once their time is over the report says that nobody has answered.
  const due = String(story.state.clocks.find(({ rule, state }) => rule === 'donors' && state === 'running')?.dueAt);
  const late = story.attempt('finish', crmManager, due, { asked: 5, answered: 0 });
  expect('refusal' in late).toBe(false);
});

test('N-09: a cycle of an earlier reading ends as it began', () => {
  const story = new SurveyCycleStory({ policy: { reading: 2 } }).through(10, thursday);
  expect(refusalOf(story, 'finish', crmManager, { asked: 0, answered: 0 })).toBeNull();
});

test('a cycle is withdrawn with a reason as long as nothing is decided, and what is open is closed', () => {
  const story = new SurveyCycleStory().through(3, thursday).act('withdraw', crmManager, thursday);
  expect(story.state).toMatchObject({ status: 'withdrawn', closedAt: thursday });
  expect(done(story)).toEqual(['close-survey']);
  expect(story.nextInstant).toBeNull();
  expect(refusalOf(new SurveyCycleStory().through(10, thursday), 'withdraw', crmManager)).toBe('NotAllowedNow');
});

test('nothing of what people wrote, asked or answered is in the timeline', () => {
  const story = new SurveyCycleStory().through(everyStep.length, thursday);
  const known = new Set(story.events.flatMap(({ data }) => Object.keys(data)));
  expect([...known].filter((key) => ['text', 'answers', 'name', 'questions'].includes(key))).toEqual([]);
});

test('N-09: where the pack says so what donors said is acted on before the cycle ends', () => {
  const story = new SurveyCycleStory({ policy: actingOnDonors }).through(everyStep.length, thursday);
  expect(story.state.status).toBe('acting');
  expect('refusal' in story.attempt('act', quality, thursday)).toBe(true);
  story.act('act', crmManager, thursday);
  expect(story.state).toMatchObject({ status: 'finished', closedAt: thursday, donorsSteps: [{ id: 'donors-1' }] });
  expect(story.types().slice(-3)).toEqual(['donorsActedOn', 'finished', 'clockMet']);
});
