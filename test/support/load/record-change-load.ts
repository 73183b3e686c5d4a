import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseView } from '../../../domain/case/view.ts';
import { type Answer, type ApiClient, patience } from '../api/api-client.ts';

const base = '/v1/organisations/sandbox/record-changes';

/** Names that nobody takes for one another. */
const madeUp = [
  'حديقة',
  'مكتبة',
  'مدرسة',
  'سفينة',
  'جسر',
  'واحة',
  'منارة',
  'بستان',
  'قلعة',
  'مرسى',
  'سوق',
  'معرض',
  'ورشة',
  'مصنع',
  'مزرعة',
  'متحف',
  'مسرح',
  'ملعب',
  'مطبعة',
  'مخبز',
];

/** The people who work on the forms: two stewards, so that both reach for the same ones. */
export interface Hands {
  officer: ApiClient;
  managers: ApiClient[];
  stewards: ApiClient[];
}

/** The fields that changes write: each writes one of them, so that nothing of another change may be lost. */
const fields = ['nameLatin', 'nationalNumber', 'remarks'] as const;
export type ChangedField = (typeof fields)[number];

/** A change that was entered and archived, and what it wrote where. */
export interface DoneChange {
  number: string;
  customer: string;
  field: ChangedField | null;
  value: string | null;
}

/**
 * Record changes on few customers at once. Each request is repeated under its key until it is answered, as a client does
 * if its server has gone. A form that comes back, by a rejection or because the record has moved, is amended and goes on.
 */
export class RecordChangeLoad {
  readonly done: DoneChange[] = [];
  rejections = 0;
  stale = 0;
  private readonly hands: Hands;
  private readonly chance: () => number;

  /** `chance` gives numbers from 0 to 1, the same ones for the same seed. */
  constructor(hands: Hands, chance: () => number) {
    this.hands = hands;
    this.chance = chance;
  }

  /** Enters new customers, one form each; returns their numbers. */
  async customers(count: number): Promise<string[]> {
    const bodies = Array.from({ length: count }, (_, index) => ({
      action: 'new',
      record: {
        party: 'body',
        name: `${madeUp[index % madeUp.length]} (مثال)`,
        classes: ['customer'],
        contacts: [{ kind: 'email', value: `customer-${index + 1}@example.com` }],
      },
    }));
    return Promise.all(bodies.map((body) => this.one(body, null)));
  }

  /** Changes one field of each of these customers, as often as they are named, so many at a time. */
  async changes(customers: string[], atOnce: number): Promise<void> {
    const waiting = customers.map((customer, index) => ({ customer, index }));
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const field = fields[next.index % fields.length] ?? 'remarks';
        const value = `change ${next.index}`;
        await this.one({ action: 'change', customer: next.customer, record: { [field]: value } }, { field, value });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  }

  private async one(body: object, wrote: { field: ChangedField; value: string } | null): Promise<string> {
    const { officer } = this.hands;
    let view = (await this.untilAnswered(officer, base, body)).view;
    const address = `${base}/${view.number}`;
    while (view.status !== 'archived') {
      view = await this.step(address, view, body);
    }
    const [customer = ''] = view.detail.customers as string[];
    this.done.push({ number: view.number, customer, field: wrote?.field ?? null, value: wrote?.value ?? null });
    return customer;
  }

  private async step(address: string, view: CaseView, body: object): Promise<CaseView> {
    const { officer, managers } = this.hands;
    const manager = managers[Math.floor(this.chance() * managers.length)] as ApiClient;
    const isRejected = this.chance() < 0.1;
    switch (view.status) {
      case 'prepared':
        // A made-up Latin name may look like another one: the reviewer says that it is not.
        return this.give(manager, address, isRejected ? 'reject' : 'review', { text: 'بعد المراجعة' });
      case 'reviewed':
        return isRejected
          ? this.give(manager, address, 'reject', { text: 'مرفوض' })
          : this.give(manager, address, 'approve', {}, (view.detail.approval as { digest: string }).digest);
      case 'approved':
        return this.enter(address, view);
      case 'returned':
        if ((view.detail.back as { why: string }).why === 'stale') this.stale += 1;
        else this.rejections += 1;
        return this.give(officer, address, 'amend', body);
      case 'entered':
        return this.give(officer, address, 'archive', {});
      default:
        return this.look(address, view);
    }
  }

  /** Both stewards reach for it at once: one of them signs. */
  private async enter(address: string, before: CaseView): Promise<CaseView> {
    const { stewards } = this.hands;
    const answers = await Promise.all(
      stewards.map((steward) => this.untilAnswered(steward, `${address}/enter`, {}, null, [409, 403])),
    );
    const signed = answers.filter(({ status }) => status === 200);
    if (signed.length > 1) throw new Error(`${address} was entered by ${signed.length}`);
    return this.look(address, before);
  }

  /** The next view that the projection has: it may lie behind what is known already. */
  private async look(address: string, { revision }: CaseView): Promise<CaseView> {
    // Not so often that looking is most of the work.
    await sleep(200);
    const client = this.hands.managers[0] as ApiClient;
    for (;;) {
      const answer = await client.get(address).catch(() => null);
      if (answer?.status === 200 && answer.view.revision > revision) return answer.view;
      await sleep(100);
    }
  }

  private async give(
    client: ApiClient,
    address: string,
    command: string,
    body: object,
    digest: string | null = null,
  ): Promise<CaseView> {
    return (await this.untilAnswered(client, `${address}/${command}`, body, digest)).view;
  }

  private async untilAnswered(
    client: ApiClient,
    path: string,
    body: unknown,
    digest: string | null = null,
    fine: number[] = [],
  ): Promise<Answer> {
    const key = randomUUID();
    const headers: Record<string, string> = digest === null ? {} : { 'if-match': `"${digest}"` };
    for (const until = Date.now() + patience; ; await sleep(100)) {
      const answer = await client.post(path, body, { key, headers }).catch((error: unknown) => String(error));
      if (typeof answer !== 'string' && (answer.status < 300 || fine.includes(answer.status))) return answer;
      const mayPass = typeof answer === 'string' || answer.status === 503;
      const said = typeof answer === 'string' ? answer : `${answer.status} ${answer.text}`;
      if (!mayPass || Date.now() > until) throw new Error(`${path} was answered by ${said}`);
    }
  }
}
