/** The examples of what customers send themselves, about a complaint that they have opened. */
import { expect } from '@jest/globals';
import {
  linkGeneration,
  representativeSecret,
  statementSecret,
  trackingSecret,
} from '../../../../db/access/customer-keys.ts';
import type { NoticeDocument } from '../../../../db/cases/notices.ts';
import { isSpoken } from '../../../../domain/complaint/aspects/statements.ts';
import { eventually } from '../../../support/api/api-client.ts';
import {
  attachedTo,
  complaintBody,
  complaintsOf,
  driven,
  opened,
  saidOnThePhone,
} from '../../../support/api/complaints.ts';
import type { ExampleSender, Story } from '../../../support/api/example-sender.ts';
import { secret as apiSecret } from '../../../support/api/running-api.ts';

interface Waiting {
  number: string;
  letter: string;
}

type Steps = [command: string, body: object][];

interface Kept {
  number: string;
  secret: string;
}

let customers = 0;

/** A contact that no other story has: messages to one are limited by the day (S5). */
function ownContact({ phone, email }: { phone?: string; email?: string }): object {
  customers += 1;
  return {
    ...(phone ? { phone: `${phone.slice(0, -4)}${1000 + customers}` } : {}),
    ...(email ? { email: `customer.${customers}@example.com` } : {}),
  };
}

/** Opens a complaint as a customer, and lets staff go so far with it. */
async function openedBy(sender: ExampleSender, steps: Steps = []): Promise<Kept> {
  const { api, organisation } = sender;
  const { channel, customer, ...rest } = complaintBody(organisation);
  const body = { ...rest, customer: { ...(customer as object), ...ownContact(customer as object) } };
  const kept = (await api.anybody.post(`/public/organisations/${organisation}/complaints`, body)).as<Kept>();
  for (const [command, given] of steps) {
    const recorded = isSpoken(command) ? { ...given, said: saidOnThePhone() } : given;
    // Who accepts it owns it, and signs the answer.
    (await sender.as('agent.1').post(`${complaintsOf(organisation)}/${kept.number}/${command}`, recorded)).as();
  }
  return kept;
}

const answered: Steps = [
  ['accept', {}],
  ['answer', { text: 'تمت المعالجة' }],
];
const confirmed: Steps = [...answered, ['confirm', { helped: true }]];

/** The steps of staff before what the customer does, and how the complaint stands afterwards. */
const before: Record<string, [steps: Steps, status: string]> = {
  completePublicComplaint: [[['return-for-completion', { missing: ['details'], text: 'نرجو الاستكمال' }]], 'received'],
  confirmPublicComplaint: [answered, 'closed'],
  objectPublicComplaint: [answered, 'open'],
  reopenPublicComplaint: [confirmed, 'open'],
  ratePublicComplaint: [confirmed, 'closed'],
  withdrawPublicComplaint: [[], 'withdrawn'],
  attachPublicComplaint: [[], 'received'],
};

const commands = Object.entries(before).map(
  ([operation, [steps, status]]): Story => ({
    title: `${operation} is taken from the customer himself`,
    sends: [operation],
    async tell(sender) {
      const { number, secret } = await openedBy(sender, steps);
      const answer = await sender.send(operation, { at: { number }, headers: { 'case-secret': secret } });
      expect(answer.as<{ status: string }>().status).toBe(status);
    },
  }),
);

/** The codes that the contact of a complaint has got. */
function codesOf({ api }: ExampleSender, number: string): string[] {
  const own = api.sent.filter(({ key }) => key.startsWith('contact-code:') && key.includes(number));
  return own.flatMap(({ text }) => /\d{6}/.exec(text) ?? []);
}

export const stories: Story[] = [
  ...commands,
  {
    title: 'by the link of a message and a code the customer acts',
    sends: ['askForCustomerCode', 'proveCustomerCode', 'actAsCustomer'],
    async tell(sender) {
      const { api, organisation } = sender;
      const { number } = await openedBy(sender);
      const of = { organisation, number };
      const at = { number, secret: trackingSecret({ secret: apiSecret }, of, await linkGeneration(api.database, of)) };
      await sender.send('askForCustomerCode', { at });
      const [code = ''] = await eventually(
        () => codesOf(sender, number),
        (all) => all.length > 0,
      );
      const { grant } = (await sender.send('proveCustomerCode', { at, put: { code } })).as<{ grant: string }>();
      await sender.send('actAsCustomer', { at, put: { grant } });
    },
  },
  {
    title: 'a representative is recorded, acts by a link and a code of their own, and is one no more',
    sends: [
      ...['setRepresentativeComplaint', 'askForRepresentativeCode', 'proveRepresentativeCode', 'actAsRepresentative'],
      'endRepresentativeComplaint',
    ],
    async tell(sender) {
      const { api, organisation } = sender;
      const { number, address } = await opened(api, organisation);
      const attachment = await attachedTo(api, sender.id('agent.1'), address);
      const recorded = { by: 'supervisor.1', at: { number }, put: { attachment } };
      await sender.send('setRepresentativeComplaint', recorded);
      const representative = '1';
      const secret = representativeSecret({ secret: apiSecret }, { organisation, number }, representative);
      const at = { number, representative, secret };
      await sender.send('askForRepresentativeCode', { at });
      const [code = ''] = await eventually(
        () => codesOf(sender, number),
        (all) => all.length > 0,
      );
      const { grant } = (await sender.send('proveRepresentativeCode', { at, put: { code } })).as<{ grant: string }>();
      await sender.send('actAsRepresentative', { at, put: { grant } });
      const other = await opened(api, organisation);
      const again = await attachedTo(api, sender.id('agent.1'), other.address);
      await sender.send('setRepresentativeComplaint', {
        ...recorded,
        at: { number: other.number },
        put: { attachment: again },
      });
      await sender.send('endRepresentativeComplaint', { by: 'supervisor.1', at: { number: other.number } });
    },
  },
  {
    title: 'a letter to a customer without telephone and e-mail is posted',
    sends: ['deliverLetterComplaint'],
    async tell(sender) {
      const { api, organisation } = sender;
      const onPaper = { name: 'عميل (مثال)', address: 'حي المثال، شارع المثال (مثال)' };
      const { number } = await opened(api, organisation, { customer: onPaper });
      const [waiting] = await eventually(
        async () => {
          const all = (await sender.as('agent.1').get(`${sender.base}/letters`)).as<{ items: Waiting[] }>().items;
          return all.filter((one) => one.number === number);
        },
        (all) => all.length > 0,
      );
      const put = { letter: waiting?.letter ?? '' };
      await sender.send('deliverLetterComplaint', { by: 'agent.1', at: { number }, put });
    },
  },
  {
    title: 'the form of the page opens a complaint',
    sends: ['sendComplaintForm'],
    async tell(sender) {
      await sender.send('sendComplaintForm');
    },
  },
  {
    title: 'number and secret lead to the page of a complaint',
    sends: ['findComplaintPage'],
    async tell(sender) {
      await sender.send('findComplaintPage', { put: { ...(await openedBy(sender)) } });
    },
  },
  {
    title: 'a customer says that what staff recorded is not so',
    sends: ['disownStatement'],
    async tell(sender) {
      const { api, organisation } = sender;
      const claimed: [string, object][] = [
        ['accept', {}],
        ['withdraw', { said: saidOnThePhone() }],
      ];
      const { number } = await driven(api, organisation, claimed);
      const secret = statementSecret({ secret: apiSecret }, { organisation, number }, 1);
      await sender.send('disownStatement', { at: { number, statement: '1', secret } });
    },
  },
  {
    title: 'the questions after an answer are answered by the link of its message',
    sends: ['followUp'],
    async tell(sender) {
      const { number } = await openedBy(sender, answered);
      const links = () =>
        sender.api.sent.flatMap(({ key, text }) =>
          key.includes(`:${number}:`) ? (/\/public\/follow-ups\/([\w-]+)/.exec(text)?.[1] ?? []) : [],
        );
      const [secret = ''] = await eventually(links, (all) => all.length > 0);
      await sender.send('followUp', { at: { secret } });
    },
  },
  {
    title: 'the gateway says that a message has arrived',
    sends: ['receiveSmsReceipt'],
    async tell(sender) {
      const { number } = await openedBy(sender);
      const notice = await eventually(
        () => sender.api.database.notices.findOne({ number, channel: 'sms' }).lean<NoticeDocument>(),
        (found) => found !== null,
      );
      await sender.send('receiveSmsReceipt', { put: { key: notice?._id ?? '' }, sign: true });
    },
  },
];
