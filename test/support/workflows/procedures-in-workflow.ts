/** The procedures of an organisation on a server whose clock the test moves: they start by themselves, and people take their steps. */
import { randomUUID } from 'node:crypto';
import { fallenDue } from '../../../application/procedures/fallen-due.ts';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import { systemActor } from '../../../domain/case/command.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { openCalendar, type WorkingCalendar } from '../../../domain/deadline/deadline.ts';
import { detailOf } from '../../../domain/details.ts';
import type { ProcedureCommandName, ProcedureCommands } from '../../../domain/procedure/commands.ts';
import type { LastEnd } from '../../../domain/procedure/due.ts';
import type { StepKind } from '../../../domain/procedure/policy.ts';
import type { StepState } from '../../../domain/procedure/state.ts';
import { missingFrom } from '../../../domain/procedure/takers.ts';
import { procedureSliceFor } from '../../../packs/kinds/procedure/pinned-policy.ts';
import type { Pack } from '../../../packs/schema.ts';
import { person } from '../samples/people.ts';
import { sampleStepFields } from '../samples/sample-step-fields.ts';
import { bodyOf } from '../stories/procedure-story.ts';
import { KindInWorkflow } from './kind-in-workflow.ts';
import { startOn } from './running-case.ts';
import type { WorkflowLab } from './workflow-lab.ts';

const commandOf: Record<StepKind, ProcedureCommandName> = {
  ...{ prepare: 'submit', 'carry-out': 'carry-out', 'wait-for': 'receive', archive: 'archive', review: 'review' },
  ...{ approve: 'approve', decide: 'decide', acknowledge: 'acknowledge', evaluate: 'evaluate' },
} as const;

/** One occurrence. */
class Occurrence extends KindInWorkflow<ProcedureCommands, ProcedureCommandName> {
  protected async usual(name: ProcedureCommandName): Promise<object> {
    const view = await this.view();
    return bodyOf(name, detailOf(view, 'procedure'), view.revision);
  }
}

export interface StartedOccurrence {
  id: string;
  period: string;
  running: Occurrence;
  view: CaseView;
}

export class ProceduresInWorkflow {
  readonly started: StartedOccurrence[] = [];
  private readonly workflowId = `procedures:${randomUUID()}`;
  private readonly lab: WorkflowLab;
  private readonly pack: Pack;
  private readonly calendar: CalendarSnapshot;
  private readonly opened: WorkingCalendar;

  private constructor(lab: WorkflowLab, pack: Pack, calendar: CalendarSnapshot) {
    this.lab = lab;
    this.pack = pack;
    this.calendar = calendar;
    this.opened = openCalendar(calendar.calendar);
  }

  /** From the server's present on, whatever falls due is started by the product's own workflow. */
  static async begin(lab: WorkflowLab, pack: Pack): Promise<ProceduresInWorkflow> {
    const all = new ProceduresInWorkflow(lab, pack, await lab.calendar());
    lab.recording.startProcedures = (look) => all.look(look.after);
    await lab.client.workflow.start('startProcedures', {
      ...{ workflowId: all.workflowId, taskQueue: 'inaya-cases' },
      args: [{ organisation: pack.id, after: await lab.now() }],
    });
    return all;
  }

  async end(): Promise<void> {
    await this.lab.client.workflow.getHandle(this.workflowId).terminate();
  }

  /** As the activity of the product, with the cases in memory in the place of a database. */
  private async look(after: string) {
    const upTo = await this.lab.now();
    const { due, next } = fallenDue(this.pack, this.opened, { after, upTo }, { lastEnds: this.lastEnds(), since: {} });
    for (const { id, period, fellDueAt } of due) {
      if (this.started.some((one) => one.id === id && one.period === period)) continue;
      const policy = procedureSliceFor(this.pack, id);
      if (!policy) throw new Error(`no procedure ${id}`);
      const running = new Occurrence(
        await startOn(this.lab.client, {
          ...{ kind: 'procedure', actor: systemActor, at: fellDueAt, calendar: this.calendar, policy },
          ...{ organisation: this.pack.id, number: `${this.workflowId}/${id}/${period}` },
          details: { period, fellDueAt, madeUpFor: false, previous: null, words: null },
        }),
      );
      this.started.push({ id, period, running, view: await running.view() });
    }
    const day = 24 * 3_600_000;
    return { upTo, waitMs: Math.max(1, Math.min(day, next === null ? day : Date.parse(next) - Date.parse(upTo))) };
  }

  private lastEnds(): Record<string, LastEnd> {
    // Nobody withdraws or rejects one in these lives.
    return Object.fromEntries(
      this.started.map(({ id, view: { closedAt } }) => [
        id,
        closedAt ? { finishedAt: closedAt, failedAt: null } : 'open',
      ]),
    );
  }

  /** Every open step that is ready is taken by its people, and what begins then, until nothing is ready. */
  async takeSteps(isReady: (view: CaseView, step: StepState) => boolean): Promise<void> {
    for (const one of this.started.filter(({ view }) => view.status === 'open')) {
      one.view = await one.running.view();
      for (let step = this.ready(one.view, isReady); step; step = this.ready(one.view, isReady)) {
        one.view = await this.take(one, step);
      }
    }
  }

  private ready(view: CaseView, isReady: (view: CaseView, step: StepState) => boolean): StepState | undefined {
    return detailOf(view, 'procedure').steps.find(
      (step) => step.status === 'open' && view.allowed.includes(commandOf[step.do]) && isReady(view, step),
    );
  }

  /** What a step finds: the first thing that asks for no version of the policy, for there is no activity that publishes one. */
  private foundIn(id: string, step: string): string[] {
    const { steps = {} } = this.pack.kinds.procedure?.[id] ?? {};
    const proposing = Object.values(steps).filter(({ proposes }) => proposes !== undefined);
    const asking = proposing.flatMap(({ onlyIf = [] }) => onlyIf).filter((finding) => finding.step === step);
    const codes = Object.keys(steps[step]?.findings ?? {});
    return codes.filter((code) => !asking.some(({ found }) => found === code)).slice(0, 1);
  }

  private async take({ id, running, view }: StartedOccurrence, step: StepState): Promise<CaseView> {
    const at = await this.lab.now();
    const count = step.contributions.length;
    const [first = ''] = step.do === 'acknowledge' ? missingFrom(step) : [];
    const role = step.approval ? step.roles[count % step.roles.length] : step.roles[0];
    const who = step.do === 'acknowledge' ? first : `${step.id}-${role}-${count}`;
    const rule = this.pack.kinds.procedure?.[id]?.steps[step.id];
    const criteria = Object.entries(rule?.criteria ?? {});
    const values = Object.fromEntries(criteria.map(([name, { target }]) => [name, target]));
    const sources = criteria.flatMap(([, { figure }]) => figure?.step ?? []);
    const frozen = detailOf(view, 'procedure').steps.filter((one) => sources.includes(one.id));
    const from = Object.fromEntries(frozen.map(({ id: source, report }) => [source, report]));
    // Words stay out of a case: the text fields are for those who write them down.
    const asked = Object.entries(rule?.fields ?? {}).filter(([, { type }]) => type !== 'text');
    const findings = rule?.findsOne ? this.foundIn(id, step.id) : [];
    const more = {
      ...(step.do === 'evaluate' ? { subjects: [{ id: 'one', values }] } : {}),
      ...(sources.length > 0 ? { from } : {}),
      ...(findings.length > 0 ? { findings } : {}),
      ...(asked.length > 0 ? { values: sampleStepFields(Object.fromEntries(asked)) } : {}),
    };
    return running.act(commandOf[step.do], person(who, role ?? ''), at, { step: step.id, ...more });
  }
}
