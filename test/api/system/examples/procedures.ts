/** The examples of procedures: each command on a step, in whichever procedure of the organisation takes it. */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { openProcedure } from '../../../../application/procedures/open-procedure.ts';
import { systemActor } from '../../../../domain/case/command.ts';
import type { CaseView } from '../../../../domain/case/view.ts';
import { detailOf } from '../../../../domain/details.ts';
import type { StepKind } from '../../../../domain/procedure/policy.ts';
import type { StepState } from '../../../../domain/procedure/state.ts';
import { type StepCommand, stepsTaking, takenBy } from '../../../../domain/procedure/takers.ts';
import type { Procedure } from '../../../../packs/kinds/procedure/schema.ts';
import { definitionOf } from '../../../../reports/definitions.ts';
import { periodBefore } from '../../../../reports/periods.ts';
import { eventually } from '../../../support/api/api-client.ts';
import type { ExampleSender, Story } from '../../../support/api/example-sender.ts';
import { nextVersion } from '../../../support/api/policy-changes.ts';
import { riyadhToday } from '../../../support/samples/sample-calendar.ts';
import { sampleStepFields } from '../../../support/samples/sample-step-fields.ts';

/** What takes each kind of step, if nothing is to be shown of it. */
const usual: Record<StepKind, StepCommand> = {
  ...{ prepare: 'submit', 'carry-out': 'carry-out', 'wait-for': 'receive', archive: 'archive', review: 'review' },
  ...{ approve: 'approve', decide: 'decide', acknowledge: 'acknowledge', evaluate: 'evaluate' },
};

const operationOf = (command: string) =>
  `${command.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}Procedure`;

const said = { text: 'مكتوب للمثال' };

/** An occurrence that goes through its steps. */
class Occurrence {
  private readonly sender: ExampleSender;
  private readonly id: string;
  private readonly procedure: Procedure;
  private view: CaseView;

  constructor(sender: ExampleSender, id: string, procedure: Procedure, view: CaseView) {
    this.sender = sender;
    this.id = id;
    this.procedure = procedure;
    this.view = view;
  }

  /** One of a procedure, as if it had fallen due. */
  static async begun(sender: ExampleSender, id: string): Promise<Occurrence> {
    const { pack, api } = sender;
    const procedure = pack.kinds.procedure?.[id];
    if (!procedure) throw new Error(`there is no procedure ${id}`);
    const everybody = new Set(Object.values(procedure.steps).flatMap(({ roles }) => roles));
    for (const role of [...everybody, ...procedure.withdraw.roles, 'quality']) {
      for (const place of [1, 2]) await sender.hire(`${role}.${place}`);
    }
    const view = await openProcedure(api.opening, {
      ...{ pack, id, principal: 'example', key: randomUUID(), actor: systemActor, at: new Date().toISOString() },
      details: { period: measuredPeriod(procedure), fellDueAt: null, madeUpFor: false, previous: null },
    });
    return new Occurrence(sender, id, procedure, view);
  }

  /** Shows a command on a step, in the first procedure that lets it be shown. */
  static async showing(sender: ExampleSender, command: StepCommand | 'withdraw'): Promise<void> {
    const kinds: readonly StepKind[] = command === 'withdraw' ? [] : takenBy[command];
    const fits = ({ steps }: Procedure) =>
      command === 'withdraw' ||
      Object.values(steps).some(
        (step) => kinds.includes(step.do) && (command !== 'return' || step.returnsTo !== undefined),
      );
    // First those that somebody asks for: none of their steps counts a period.
    const all = Object.entries(sender.pack.kinds.procedure ?? {}).filter(([, one]) => fits(one));
    const candidates = [
      ...all.filter(([, one]) => one.trigger.request),
      ...all.filter(([, one]) => !one.trigger.request),
    ];
    const why: string[] = [];
    for (const [id] of candidates) {
      try {
        await (await Occurrence.begun(sender, id)).shows(command);
        return;
      } catch (error) {
        why.push(String(error));
      }
    }
    throw new Error(`no procedure takes ${command}: ${why.join('; ')}`);
  }

  /** The item that an accepted recommendation becomes, in the first procedure that decides on one. */
  static async item(sender: ExampleSender): Promise<{ number: string }> {
    const decides = ({ steps }: Procedure) => Object.values(steps).some((step) => step.do === 'decide');
    let why: unknown = new Error('no procedure decides');
    for (const [id] of Object.entries(sender.pack.kinds.procedure ?? {}).filter(([, one]) => decides(one))) {
      try {
        return await (await Occurrence.begun(sender, id)).accepted();
      } catch (error) {
        why = error;
      }
    }
    throw why;
  }

  /** The number of the item that follows once a recommendation has been accepted. */
  private async accepted(): Promise<{ number: string }> {
    for (let step = await this.waiting('decide'); step; step = await this.waiting('decide')) await this.goesOn(step);
    const { recommendations } = detailOf(this.view, 'procedure');
    const [first] = recommendations;
    const [step] = stepsTaking(detailOf(this.view, 'procedure'), 'decide');
    if (!first || !step) throw new Error(`${this.id} raises no recommendation`);
    const decisions = [{ recommendation: first.id, verdict: 'accepted', text: 'سبب للمثال' }];
    for (const by of step.roles.flatMap((role) => [`${role}.1`, `${role}.2`])) {
      const { status, view } = await this.sender.as(by).post(`${this.address}/decide`, { step: step.id, decisions });
      if (status !== 200) continue;
      const item = detailOf(view, 'procedure').recommendations.find(({ id }) => id === first.id)?.decision?.item;
      const judge = `${this.sender.pack.kinds.followedItem?.steps.judge.roles[0]}.1`;
      await this.sender.hire(judge);
      await this.sender.readable(`followed-items/${item}`, judge);
      return { number: item ?? '' };
    }
    throw new Error('nobody decides');
  }

  get at() {
    return { number: this.view.number };
  }

  private get address() {
    return `${this.sender.base}/procedures/${this.view.number}`;
  }

  /** Sends the example of a command once a step takes it. */
  async shows(command: StepCommand | 'withdraw'): Promise<void> {
    if (command === 'withdraw') {
      await this.sender.send('withdrawProcedure', { by: `${this.procedure.withdraw.roles[0]}.1`, at: this.at });
      return;
    }
    for (let step = await this.waiting(command); step; step = await this.waiting(command)) await this.goesOn(step);
    const detail = detailOf(this.view, 'procedure');
    const [step] = stepsTaking(detail, command);
    if (!step) throw new Error(`${this.id} has no step that takes ${command}`);
    const seen = step.approval?.digest;
    const people = command === 'excuse' ? this.procedure.withdraw.roles : step.roles;
    for (const by of people.flatMap((role) => [`${role}.1`, `${role}.2`])) {
      const { view } = await this.sender.as(by).get(this.address);
      if (!view.allowed?.includes(command)) continue;
      const more = command === 'submit' ? await this.proposalFor(step) : {};
      await this.sender.send(operationOf(command), { by, at: this.at, seen, more });
      return;
    }
    throw new Error(`nobody may ${command}`);
  }

  /** The version of the policy that a step asks for, if it does: nothing is different in it. */
  private async proposalFor({ id }: StepState): Promise<{ policy?: string }> {
    const proposes = this.procedure.steps[id]?.proposes;
    // No calendar is asked for here: `test/api/organisation/calendar-change.ts` tells of those.
    if (!proposes || proposes === 'calendar') return {};
    const text = await nextVersion(this.sender.api.database, this.sender.pack.id);
    const until = new Date(Date.now() + 24 * 3_600_000).toISOString();
    return { policy: proposes === 'version' ? text : `${text}inForce: { until: "${until}" }\n` };
  }

  /** A step that must be taken first, or undefined if one takes the command. */
  private async waiting(command: StepCommand): Promise<StepState | undefined> {
    const read = async () => {
      const { view } = await this.sender.as(`${this.procedure.withdraw.roles[0]}.1`).get(this.address);
      return view;
    };
    this.view = await eventually(read, (view) => {
      const { steps = [] } = (view.detail ?? {}) as { steps?: StepState[] };
      const open = steps.filter(({ status }) => status === 'open');
      return (
        (view.status !== undefined && view.status !== 'open') ||
        (open.length > 0 &&
          open.every(
            ({ do: kind, asked, report }) => report !== 'awaited' && (kind !== 'acknowledge' || asked !== null),
          ))
      );
    });
    if (this.view.status !== 'open') throw new Error(`${this.id} is over before that`);
    const detail = detailOf(this.view, 'procedure');
    if (stepsTaking(detail, command).length > 0) return undefined;
    return detail.steps.find(({ status }) => status === 'open');
  }

  /** Takes a step, by whichever of its people may. */
  private async goesOn(step: StepState): Promise<void> {
    const command = usual[step.do];
    const { revision } = this.view;
    if (step.closesAt !== undefined) throw new Error(`${this.id} waits for the day on which ${step.id} closes`);
    for (const by of step.roles.flatMap((role) => [`${role}.1`, `${role}.2`])) {
      const proposal = await this.proposalFor(step);
      for (const body of this.bodiesFor(step).map((one) => ({ ...one, ...proposal }))) {
        const headers: Record<string, string> = step.approval ? { 'if-match': `"${step.approval.digest}"` } : {};
        const answer = await this.sender.as(by).post(`${this.address}/${command}`, body, { headers });
        if (answer.status !== 200) continue;
        const read = async () => (await this.sender.as(by).get(this.address)).view;
        this.view = await eventually(read, (view) => view.revision > revision);
        return;
      }
    }
    throw new Error(`nobody takes the step ${step.id}`);
  }

  /** What may be said in a step: with all that it may find and a recommendation, if a later step decides on it; or without. */
  private bodiesFor({ id, do: kind }: StepState): object[] {
    const rule = this.procedure.steps[id];
    const codes = Object.keys(rule?.findings ?? {});
    const found = rule?.findsOne ? codes.map((code) => [code]) : [codes];
    const recommendations = [{ text: 'توصية للمثال', owner: this.sender.id('agent.1'), dueOn: '2030-01-06' }];
    const values = Object.fromEntries(Object.entries(rule?.criteria ?? {}).map(([name, { target }]) => [name, target]));
    // What is measured by figures nobody types: nothing has been counted in that period.
    const isMeasured = Object.values(rule?.criteria ?? {}).some(({ figure }) => figure);
    const subjects = isMeasured ? [] : [{ id: 'offer-1', values }];
    const filledIn = sampleStepFields(rule?.fields);
    const fields = Object.keys(filledIn).length > 0 ? { fields: filledIn } : {};
    const undecided = detailOf(this.view, 'procedure').recommendations.filter(({ decision }) => decision === null);
    switch (kind) {
      case 'prepare':
      case 'review':
        return found.flatMap((findings) => [
          { step: id, ...said, findings, recommendations, ...(kind === 'prepare' ? fields : {}) },
          { step: id, ...said, findings, ...(kind === 'prepare' ? fields : {}) },
        ]);
      case 'evaluate':
        return [
          { step: id, ...said, subjects, recommendations },
          { step: id, ...said, subjects },
        ];
      case 'carry-out':
      case 'wait-for':
        return found.map((findings) => ({ step: id, ...said, findings, ...fields }));
      case 'decide':
        return [
          {
            step: id,
            decisions: undecided.map((one) => ({ recommendation: one.id, verdict: 'rejected', text: 'سبب للمثال' })),
          },
        ];
      default:
        return [{ step: id }];
    }
  }
}

/** The last period of the report by whose figures a procedure measures; null if it measures by none. */
function measuredPeriod({ steps }: Procedure): string | null {
  const all = Object.values(steps);
  const figure = all.flatMap(({ criteria = {} }) => Object.values(criteria)).find((one) => one.figure)?.figure;
  const definition = figure && definitionOf(steps[figure.step]?.report ?? '');
  if (!definition) return null;
  const { from } = periodBefore(definition.period, riyadhToday());
  const [year, month] = from.split('-');
  return definition.period === 'quarter' ? `${year}-Q${Math.ceil(Number(month) / 3)}` : `${year}-${month}`;
}

/** Who judges items, and who changes what was agreed on. */
async function itemPeople(sender: ExampleSender) {
  const { judge, changeDate } = sender.pack.kinds.followedItem?.steps ?? {};
  const [judges, changes] = [judge, changeDate].map((step) => `${step?.roles[0]}.1`) as [string, string];
  for (const who of [judges, changes, 'agent.1', 'agent.2']) await sender.hire(who);
  return { judges, changes };
}

export const stories: Story[] = [
  {
    title: 'a procedure is started, and is marked as seen',
    sends: ['startProcedure', 'markProcedureSeen'],
    async tell(sender) {
      const [, procedure] =
        Object.entries(sender.pack.kinds.procedure ?? {}).find(([, one]) => one.trigger.request) ?? [];
      const by = `${procedure?.trigger.request?.roles[0]}.1`;
      await sender.hire(by);
      const { view } = await sender.send('startProcedure', { by });
      await sender.readable(`procedures/${view.number}`, by);
      await sender.send('markProcedureSeen', { by, at: { number: view.number } });
    },
  },
  ...([...Object.keys(takenBy), 'withdraw'] as (StepCommand | 'withdraw')[]).map(
    (command): Story => ({
      title: `a step of a procedure takes ${command}`,
      sends: [operationOf(command)],
      tell: (sender) => Occurrence.showing(sender, command),
    }),
  ),
  {
    title: 'a procedure goes over to the next version of the policy',
    sends: ['repinProcedure'],
    async tell(sender) {
      const [id = ''] = Object.keys(sender.pack.kinds.procedure ?? {});
      const { at } = await Occurrence.begun(sender, id);
      await sender.hire('manager.1');
      await sender.readable(`procedures/${at.number}`, 'manager.1');
      const { view } = await sender.underNextPolicy(() => sender.send('repinProcedure', { by: 'manager.1', at }));
      expect(view.policyVersion).toBe(sender.pack.version + 1);
    },
  },
  {
    title: 'what a procedure has decided is put off, given to a colleague, done, sent back, done again and accepted',
    sends: [
      ...['markFollowedItemSeen', 'changeDateFollowedItem', 'assignFollowedItem'],
      ...['completeFollowedItem', 'returnFollowedItem', 'acceptFollowedItem'],
    ],
    async tell(sender) {
      const { judges, changes } = await itemPeople(sender);
      const at = await Occurrence.item(sender);
      await sender.send('markFollowedItemSeen', { by: judges, at });
      await sender.send('changeDateFollowedItem', { by: changes, at });
      await sender.send('assignFollowedItem', { by: changes, at });
      for (const operation of ['returnFollowedItem', 'acceptFollowedItem']) {
        await sender.send('completeFollowedItem', {
          ...{ by: 'agent.2', at },
          // The same words twice, and not one request.
          headers: { 'idempotency-key': `before ${operation}` },
        });
        await sender.send(operation, { by: judges, at });
      }
    },
  },
  {
    title: 'what a procedure has decided is given up',
    sends: ['withdrawFollowedItem'],
    async tell(sender) {
      const { changes } = await itemPeople(sender);
      await sender.send('withdrawFollowedItem', { by: changes, at: await Occurrence.item(sender) });
    },
  },
];
