/** The examples of customers' records: forms with their steps, imports, and what a customer who registers says. */
import { expect } from '@jest/globals';
import { eventually } from '../../../support/api/api-client.ts';
import type { ExampleSender, Story } from '../../../support/api/example-sender.ts';

const steward = 'data-steward.1';

async function digestOf(sender: ExampleSender, number: string): Promise<string> {
  const { view } = await sender.as('manager.1').get(`${sender.base}/record-changes/${number}`);
  return (view.detail.approval as { digest: string }).digest;
}

interface Form {
  sender: ExampleSender;
  number: string;
}

async function prepared(sender: ExampleSender, name: string): Promise<Form> {
  const { view } = await sender.send('prepareRecordChange', { by: 'agent.1', name });
  return { sender, number: view.number };
}

/** Reviewed, and approved by each of those whom the policy asks for such a form. */
async function approved({ sender, number }: Form, name: string): Promise<void> {
  const { approve, approveFields } = sender.pack.kinds.recordChange.steps;
  const approvers = name === 'fields' ? approveFields.roles.map((role) => `${role}.2`) : [`${approve.roles[0]}.2`];
  await sender.send('reviewRecordChange', { by: 'manager.1', at: { number } });
  for (const by of approvers) {
    await sender.hire(by);
    const seen = await digestOf(sender, number);
    await sender.send('approveRecordChange', { by, at: { number }, seen });
  }
}

export const stories: Story[] = [
  {
    title: 'a form comes back, is corrected, approved, entered and put into the archive',
    sends: [
      'prepareRecordChange',
      'markRecordChangeSeen',
      'reviewRecordChange',
      'rejectRecordChange',
      'amendRecordChange',
      'approveRecordChange',
      'enterRecordChange',
      'archiveRecordChange',
    ],
    async tell(sender) {
      await sender.hire(steward);
      for (const name of sender.names('prepareRecordChange')) {
        const form = await prepared(sender, name);
        const at = { number: form.number };
        await sender.send('markRecordChangeSeen', { by: 'manager.1', at });
        if (name === 'person') {
          await sender.send('rejectRecordChange', { by: 'manager.1', at });
          await sender.send('amendRecordChange', { by: 'agent.1', at });
        }
        await approved(form, name);
        await sender.send('enterRecordChange', { by: steward, at });
        await sender.send('archiveRecordChange', { by: 'agent.1', at });
      }
    },
  },
  {
    title: 'a form is withdrawn',
    sends: ['prepareRecordChange', 'withdrawRecordChange'],
    async tell(sender) {
      const { number } = await prepared(sender, 'person');
      await sender.send('withdrawRecordChange', { by: 'agent.1', at: { number } });
    },
  },
  {
    title: 'a form of an earlier policy goes over to the newest one',
    sends: ['prepareRecordChange', 'repinRecordChange'],
    async tell(sender) {
      const { number } = await sender.underFirstPolicy(() => prepared(sender, 'person'));
      await sender.send('repinRecordChange', { by: 'manager.1', at: { number } });
    },
  },
  {
    title: 'a file of customers is taken, each of its rows',
    sends: ['startImport'],
    async tell(sender) {
      const answer = await sender.send('startImport', { by: 'agent.1' });
      expect(answer.as<{ rows: object }>().rows).toMatchObject({ good: 1 });
    },
  },
  {
    title: 'somebody registers himself, and proves his mobile number',
    sends: ['register', 'confirmRegistration'],
    async tell(sender) {
      const { api, organisation } = sender;
      const known = codes(sender).length;
      const answer = await sender.send('register');
      const { registration } = answer.as<{ registration: string }>();
      const all = await eventually(
        () => codes(sender),
        (found) => found.length > known,
      );
      await sender.send('confirmRegistration', { at: { registration }, put: { code: all.at(-1) ?? '' } });
      const view = await api.anybody.get(`/public/organisations/${organisation}/registrations/${registration}`);
      expect(view.as<{ state: string }>().state).toBe('registered');
    },
  },
];

/** The codes of registrations that the organisation has sent. */
function codes({ api, organisation }: ExampleSender): string[] {
  const own = api.sent.filter(({ key }) => key.startsWith(`registration:${organisation}:`));
  return own.flatMap(({ text }) => /\d{6}/.exec(text) ?? []);
}
