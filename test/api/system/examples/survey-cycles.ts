/** The examples of survey cycles, and of the items that follow from them. */
import { addProgramme } from '../../../../db/leads/programmes.ts';
import type { CaseView } from '../../../../domain/case/view.ts';
import type { ExampleSender, Story } from '../../../support/api/example-sender.ts';

/** Who does what: the second of two reviewers is of another role if the policy says so. */
function people({ pack }: ExampleSender) {
  const { steps } = pack.kinds.surveyCycle ?? { steps: undefined };
  const [decider = ''] = steps?.decide.roles ?? [];
  return {
    reviewers: (steps?.review.roles ?? []).map((role) => `${role}.1`),
    decider: decider === 'manager' ? 'manager.2' : `${decider}.1`,
  };
}

/** A cycle, and the steps that people take on it. */
class Cycle {
  private readonly sender: ExampleSender;
  view: CaseView;

  constructor(sender: ExampleSender, view: CaseView) {
    this.sender = sender;
    this.view = view;
  }

  get at() {
    return { number: this.view.number };
  }

  async step(by: string, operation: string): Promise<void> {
    const signed: Record<string, string> = { reviewSurveyCycle: 'review', discussSurveyCycle: 'discussion' };
    const approval = (this.view.detail as Record<string, { digest: string } | undefined>)[signed[operation] ?? ''];
    this.view = (await this.sender.send(operation, { by, at: this.at, seen: approval?.digest })).view;
  }

  /** So far that a recommendation has been decided on; returns the item that follows from it. */
  async decided(): Promise<{ number: string }> {
    const { sender } = this;
    const { reviewers, decider } = people(sender);
    await this.step('quality.1', 'prepareSurveyCycle');
    for (const by of reviewers) await this.step(by, 'reviewSurveyCycle');
    await this.step('quality.1', 'closeCollectionSurveyCycle');
    await this.step('quality.1', 'reportSurveyCycle');
    for (const by of reviewers) await this.step(by, 'discussSurveyCycle');
    const [first = '', second = ''] = reviewers;
    await this.step(first, 'agreeStepsSurveyCycle');
    const { agreement } = this.view.detail.proposal as { agreement: { digest: string } };
    const agreed = `${sender.base}/survey-cycles/${this.view.number}/agree-steps`;
    (await sender.as(second).post(agreed, {}, { headers: { 'if-match': `"${agreement.digest}"` } })).as();
    await this.step(decider, 'decideSurveyCycle');
    const [recommendation] = this.view.detail.recommendations as { decision: { item: string } }[];
    const number = recommendation?.decision.item ?? '';
    await sender.readable(`followed-items/${number}`, 'manager.1');
    return { number };
  }
}

const toDecision = [
  'prepareSurveyCycle',
  'reviewSurveyCycle',
  'closeCollectionSurveyCycle',
  'reportSurveyCycle',
  'discussSurveyCycle',
  'agreeStepsSurveyCycle',
  'decideSurveyCycle',
];

async function hirePeople(sender: ExampleSender): Promise<void> {
  const { reviewers, decider } = people(sender);
  for (const who of new Set([...reviewers, decider])) await sender.hire(who);
}

/** A cycle of a programme of its own: there is one cycle for each. */
async function ofAnother(sender: ExampleSender, code: string): Promise<Cycle> {
  const { organisation, api } = sender;
  await hirePeople(sender);
  await addProgramme(api.database, {
    ...{ organisation, code, name: { ar: 'نادي آخر (مثال)', en: 'Another club (example)' }, centre: 'مركز مثال' },
    ...{ startsOn: '2026-01-01', endsOn: '2026-06-30', fundingNeeded: null },
    ...{ changedBy: 'somebody', changedAt: new Date().toISOString() },
  });
  const started = await sender.as('quality.1').post(`${sender.base}/survey-cycles`, { programme: code });
  return new Cycle(sender, started.view);
}

export const stories: Story[] = [
  {
    title: 'a survey cycle goes from its programme to what its donors say, and its item is judged',
    sends: [
      'startSurveyCycle',
      'markSurveyCycleSeen',
      'returnSurveyCycle',
      ...toDecision,
      'finishSurveyCycle',
      'actSurveyCycle',
      'markFollowedItemSeen',
      'changeDateFollowedItem',
      'assignFollowedItem',
      'completeFollowedItem',
      'returnFollowedItem',
      'acceptFollowedItem',
    ],
    async tell(sender) {
      await hirePeople(sender);
      const cycle = new Cycle(sender, (await sender.send('startSurveyCycle', { by: 'quality.1' })).view);
      await sender.send('markSurveyCycleSeen', { by: 'manager.1', at: cycle.at });
      await cycle.step('quality.1', 'prepareSurveyCycle');
      await cycle.step(people(sender).reviewers.at(-1) ?? '', 'returnSurveyCycle');
      const at = await cycle.decided();
      await cycle.step('manager.1', 'finishSurveyCycle');
      await cycle.step('manager.1', 'actSurveyCycle');
      const judge = `${sender.pack.kinds.followedItem?.steps.judge.roles[0]}.1`;
      await sender.send('markFollowedItemSeen', { by: 'manager.1', at });
      await sender.send('changeDateFollowedItem', { by: 'manager.1', at });
      await sender.send('assignFollowedItem', { by: 'manager.1', at });
      await sender.send('completeFollowedItem', { by: 'agent.2', at });
      await sender.send('returnFollowedItem', { by: judge, at });
      await sender.send('completeFollowedItem', { by: 'agent.2', at });
      await sender.send('acceptFollowedItem', { by: judge, at });
    },
  },
  {
    title: 'a survey cycle is withdrawn',
    sends: ['withdrawSurveyCycle'],
    async tell(sender) {
      const cycle = await ofAnother(sender, 'withdrawn-club');
      await cycle.step('manager.1', 'withdrawSurveyCycle');
    },
  },
  {
    title: 'a survey cycle of an earlier policy goes over to the newest one',
    sends: ['repinSurveyCycle'],
    async tell(sender) {
      const cycle = await sender.underFirstPolicy(() => ofAnother(sender, 'earlier-club'));
      await cycle.step('manager.1', 'repinSurveyCycle');
    },
  },
  {
    title: 'a followed item is withdrawn',
    sends: [...toDecision, 'withdrawFollowedItem'],
    async tell(sender) {
      const at = await (await ofAnother(sender, 'second-club')).decided();
      await sender.send('withdrawFollowedItem', { by: 'manager.1', at });
    },
  },
  {
    title: 'a followed item of an earlier policy goes over to the newest one',
    sends: [...toDecision, 'repinFollowedItem'],
    async tell(sender) {
      const at = await sender.underFirstPolicy(async () => (await ofAnother(sender, 'third-club')).decided());
      await sender.send('repinFollowedItem', { by: 'manager.1', at });
    },
  },
];
