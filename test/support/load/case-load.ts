import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseView } from '../../../domain/case/view.ts';
import { type Answer, type ApiClient, patience } from '../api/api-client.ts';
import { complaintBody, complaintsOf, saidOnThePhone } from '../api/complaints.ts';

/** A case, and the commands on it that were answered with a success. */
export interface LoadedCase {
  number: string;
  answered: string[];
}

/** News is promised within the time for the answer; of a case that is late already, whenever. */
const interim = ({ clocks }: CaseView): object => {
  const due = clocks.find(({ id, state }) => id === 'answer' && state === 'running')?.dueAt;
  const isAhead = due != null && Date.parse(due) > Date.now();
  return { text: 'نراجع الطلب', steps: ['مراجعة'], expectedBy: isAhead ? due : '2030-01-06T09:00:00Z' };
};

/** The API refuses news for a time that has passed, and so does the case, if a server was away in between. */
const isTooLate = ({ status, text }: Answer): boolean =>
  (status === 422 && text.includes('expectedBy')) || (status === 409 && /the expected time \S+ has passed/.test(text));

/** A complaint’s life as commands, each given once, and the event that stands for it in the timeline. */
const life: [command: string, body: object | ((view: CaseView) => object), event: string][] = [
  ['accept', {}, 'accepted'],
  ['log-contact', { channel: 'phone', reached: true, text: 'تم الاتصال' }, 'contactLogged'],
  ['interim', interim, 'interimAnswered'],
  ['answer', { text: 'عولجت المشكلة' }, 'answered'],
  ['confirm', { helped: true, said: saidOnThePhone() }, 'confirmed'],
];

const complaints = complaintsOf('sandbox');

/**
 * Complaints of the sandbox in flight, several at a time. Each request is repeated under its key until it is answered, as
 * a client does whose server has gone. Every fifth complaint is opened and left alone.
 */
export class CaseLoad {
  readonly cases: LoadedCase[] = [];
  /** What was answered other than by an outcome, so that the request had to be repeated. */
  readonly repeated: string[] = [];
  private successes = 0;
  private readonly client: Pick<ApiClient, 'post'>;

  constructor(client: Pick<ApiClient, 'post'>) {
    this.client = client;
  }

  /** Runs so many cases to their end, `atOnce` at a time. */
  async run(cases: number, atOnce: number): Promise<void> {
    const waiting = Array.from({ length: cases }, (_, index) => index);
    const lane = async () => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) await this.one(index % 5 === 4);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  }

  /** Resolves once so many requests have been answered with a success. */
  async reaches(successes: number): Promise<void> {
    for (const until = Date.now() + patience; this.successes < successes; await sleep(5)) {
      if (Date.now() > until) throw new Error(`only ${this.successes} of ${successes} requests were answered`);
    }
  }

  private async one(isLeftAlone: boolean): Promise<void> {
    const opening = await this.untilAnswered(complaints, complaintBody('sandbox'));
    const { number } = opening.view;
    const loaded: LoadedCase = { number, answered: ['received'] };
    this.cases.push(loaded);
    if (isLeftAlone) return;
    let { view } = opening;
    for (const [command, body, event] of life) {
      const given = typeof body === 'function' ? body(view) : body;
      const answer = await this.untilAnswered(`${complaints}/${number}/${command}`, given);
      // A promise that came too late is refused, and then nothing of it may be there.
      if (answer.status >= 300) continue;
      loaded.answered.push(event);
      view = answer.view;
    }
  }

  private async untilAnswered(path: string, body: unknown): Promise<Answer> {
    const key = randomUUID();
    for (const until = Date.now() + patience; ; await sleep(100)) {
      const answer = await this.client.post(path, body, { key }).catch((error: unknown) => String(error));
      if (typeof answer !== 'string' && answer.status < 300) {
        this.successes += 1;
        return answer;
      }
      if (typeof answer !== 'string' && isTooLate(answer)) return answer;
      const mayPass = typeof answer === 'string' || answer.status === 503;
      const said = typeof answer === 'string' ? answer : `${answer.status} ${answer.text}`;
      this.repeated.push(`${path}: ${said}`);
      if (!mayPass || Date.now() > until) throw new Error(`${path} was answered by ${said}`);
    }
  }
}
