/** The examples of procedures: each command on a step, in whichever procedure of the organisation takes it. */
import type { CaseView } from '../../../../domain/case/view.ts';
import { detailOf } from '../../../../domain/details.ts';
import { type StepCommand, stepsTaking, takenBy } from '../../../../domain/procedure/aspect.ts';
import type { StepKind } from '../../../../domain/procedure/policy.ts';
import type { StepState } from '../../../../domain/procedure/state.ts';
import type { Procedure } from '../../../../packs/kinds/procedure/schema.ts';
import { eventually } from '../../../support/api/api-client.ts';
import type { ExampleSender, Story } from '../../../support/api/example-sender.ts';

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

  /** Started by people as the policy says, so that a step of it takes a command. */
  static async taking(sender: ExampleSender, command: StepCommand | 'withdraw'): Promise<Occurrence> {
    const kinds: readonly StepKind[] = command === 'withdraw' ? [] : takenBy[command];
    const fits = (one: Procedure) =>
      one.trigger.request !== undefined &&
      (command === 'withdraw' ||
        Object.values(one.steps).some(
          (step) => kinds.includes(step.do) && (command !== 'return' || step.returnsTo !== undefined),
        ));
    const found = Object.entries(sender.pack.kinds.procedure ?? {}).find(([, one]) => fits(one));
    if (!found) throw new Error(`no procedure takes ${command}`);
    const [id, procedure] = found;
    const everybody = new Set(Object.values(procedure.steps).flatMap(({ roles }) => roles));
    for (const role of [...everybody, ...procedure.withdraw.roles, 'quality']) {
      for (const place of [1, 2]) await sender.hire(`${role}.${place}`);
    }
    const starter = `${procedure.trigger.request?.roles[0]}.1`;
    const started = await sender.as(starter).post(`${sender.base}/procedures`, { procedure: id, ...said });
    return new Occurrence(sender, id, procedure, started.view);
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
      await this.sender.send(operationOf(command), { by, at: this.at, seen });
      return;
    }
    throw new Error(`nobody may ${command}`);
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
      return open.length > 0 && open.every(({ do: kind, asked }) => kind !== 'acknowledge' || asked !== null);
    });
    const detail = detailOf(this.view, 'procedure');
    if (stepsTaking(detail, command).length > 0) return undefined;
    return detail.steps.find(({ status }) => status === 'open');
  }

  /** Takes a step, by whichever of its people may. */
  private async goesOn(step: StepState): Promise<void> {
    const command = usual[step.do];
    const { revision } = this.view;
    for (const by of step.roles.flatMap((role) => [`${role}.1`, `${role}.2`])) {
      for (const body of this.bodiesFor(step)) {
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
    const findings = Object.keys(rule?.findings ?? {});
    const recommendations = [{ text: 'توصية للمثال', owner: this.sender.id('agent.1'), dueOn: '2030-01-06' }];
    const values = Object.fromEntries(Object.entries(rule?.criteria ?? {}).map(([name, { target }]) => [name, target]));
    const subjects = [{ id: 'المورد أ', values }];
    const undecided = detailOf(this.view, 'procedure').recommendations.filter(({ decision }) => decision === null);
    switch (kind) {
      case 'prepare':
      case 'review':
        return [
          { step: id, ...said, findings, recommendations },
          { step: id, ...said, findings },
        ];
      case 'evaluate':
        return [
          { step: id, ...said, subjects, recommendations },
          { step: id, ...said, subjects },
        ];
      case 'carry-out':
      case 'wait-for':
        return [{ step: id, ...said, findings }];
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
      tell: async (sender) => (await Occurrence.taking(sender, command)).shows(command),
    }),
  ),
];
