import { createHash, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { deliverNotices } from '../../activities/notices/deliver-notices.ts';
import { type MessagePorts, Undeliverable } from '../../activities/notices/message.ts';
import { messagePorts } from '../../activities/notices/message-ports.ts';
import { smtpEmail } from '../../activities/notices/smtp.ts';
import { readTexts, storeText } from '../../db/cases/vault.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import type { NoticeBatch } from '../../workflows/messages/notices.ts';
import { eventually } from '../support/api/api-client.ts';
import { member } from '../support/api/running-api.ts';
import { type Sent, sentMessages } from '../support/api/sent-messages.ts';
import { changeWords } from '../support/samples/changed-words.ts';
import { masterKeys } from '../support/samples/master-keys.ts';
import { links, packOf, packs, receivedNotices } from '../support/samples/sample-notices.ts';

let database: Database;
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/?]*(\?.*)?$/, `/test-${randomUUID()}$1`);
  database = databaseOn(await connectMongoDB(uri), masterKeys);
});
afterAll(() => database.connection.close());

let sent: Sent[];
let outbox: MessagePorts;
let batch: NoticeBatch;
beforeEach(async () => {
  ({ sent, outbox } = sentMessages());
  batch = await receivedNotices(database);
});

const failing = (channel: 'email' | 'sms'): MessagePorts => ({
  ...outbox,
  [channel]: () => Promise.reject(new Error('the gateway is away')),
});
const through = (ports: MessagePorts) => ({ database, ports, packOf, links });

describe('a batch of notices', () => {
  test('delivered again sends nothing again, and says that everything was sent', async () => {
    const first = await deliverNotices(through(outbox), batch, false);
    const again = await deliverNotices(through(outbox), batch, false);
    expect(first.map(({ channel, sent: went }) => [channel, went])).toEqual([
      ['sms', true],
      ['email', true],
    ]);
    expect(again).toEqual(first);
    expect(sent).toHaveLength(2);
  });

  test('of which one letter fails is tried again, for that letter alone and under the same key', async () => {
    await expect(deliverNotices(through(failing('email')), batch, false)).rejects.toThrow('the gateway is away');
    expect(sent.map(({ channel }) => channel)).toEqual(['sms']);
    await deliverNotices(through(outbox), batch, false);
    expect(sent.map(({ channel, key }) => [channel, key])).toEqual([
      ['sms', `${batch.key}:0:customer:sms`],
      ['email', `${batch.key}:0:customer:email`],
    ]);
  });

  test('whose last attempt fails says so, and what went is not taken back', async () => {
    const outcomes = await deliverNotices(through(failing('email')), batch, true);
    expect(outcomes).toMatchObject([
      { to: 'customer', channel: 'sms', sent: true },
      { to: 'customer', channel: 'email', sent: false, detail: 'the gateway is away' },
    ]);
  });

  test('by e-mail alone goes by SMS where the last attempt fails', async () => {
    const byEmail: NoticeBatch = {
      ...batch,
      notices: batch.notices.map((notice) => ({ ...notice, channels: ['email'] })),
    };
    const outcomes = await deliverNotices(through(failing('email')), byEmail, true);
    expect(outcomes.map(({ channel, sent: went }) => [channel, went])).toEqual([
      ['email', false],
      ['sms', true],
    ]);
    expect(sent).toMatchObject([{ channel: 'sms', to: '+966500000001' }]);
  });

  test('by SMS alone that fails for good goes by e-mail at once, and once however often the batch is tried', async () => {
    const bySms: NoticeBatch = { ...batch, notices: batch.notices.map((notice) => ({ ...notice, channels: ['sms'] })) };
    const ports = { ...outbox, sms: () => Promise.reject(new Undeliverable('the SMS gateway answered 422')) };
    const first = await deliverNotices(through(ports), bySms, false);
    expect(first).toMatchObject([
      { channel: 'sms', sent: false, detail: 'the SMS gateway answered 422' },
      { channel: 'email', sent: true },
    ]);
    await deliverNotices(through(ports), bySms, false);
    expect(sent.map(({ channel }) => channel)).toEqual(['email']);
  });

  test('that arrives by no channel becomes a letter to print, once, if the customer has an address for letters', async () => {
    const refused = () => Promise.reject(new Undeliverable('nobody is there'));
    const nowhere = { ...outbox, sms: refused, email: refused };
    const printed = () => database.notices.find({ number: batch.number }).lean();
    await deliverNotices(through(nowhere), batch, false);
    expect(await printed()).toEqual([]);
    await changeWords(database, batch.customerWords ?? '', ({ customer, ...content }) => {
      return { ...content, customer: { ...(customer as object), address: 'حي المثال، شارع ٣' } };
    });
    // While one of them may still arrive, and once one has, nothing is printed.
    const tried = deliverNotices(through({ ...failing('email'), sms: refused }), batch, false);
    await expect(tried).rejects.toThrow('the gateway is away');
    await deliverNotices(through({ ...outbox, sms: refused }), { ...batch, key: `${batch.key}-2` }, false);
    expect((await printed()).map(({ channel }) => channel)).toEqual(['email']);
    for (let times = 0; times < 2; times += 1) {
      expect(await deliverNotices(through(nowhere), batch, false)).toMatchObject([
        { channel: 'sms', sent: false, detail: 'nobody is there' },
        { channel: 'email', sent: false },
      ]);
    }
    const [letter, ...others] = (await printed()).filter(({ channel }) => channel === 'letter');
    expect([letter?.template, others]).toEqual(['received', []]);
    const [words] = await readTexts(database, [letter?.words ?? '']);
    expect(words?.content.letter).toMatchObject({ to: { address: 'حي المثال، شارع ٣' } });
    expect(JSON.stringify(words?.content)).not.toContain('https://');
  });

  test('to a telephone number that cannot be one says so, and nothing is handed to the gateway', async () => {
    await changeWords(database, batch.customerWords ?? '', ({ customer, ...content }) => {
      return { ...content, customer: { ...(customer as object), phone: '123456' } };
    });
    const outcomes = await deliverNotices(through(outbox), batch, false);
    expect(outcomes).toMatchObject([
      { channel: 'sms', sent: false, detail: 'the telephone number cannot be one' },
      { channel: 'email', sent: true },
    ]);
  });

  test('about an answer has the link to the questions, the same each time, and its secret is nowhere kept', async () => {
    const followUp = { round: 1, until: '2026-04-01T13:00:00Z', revision: 3 };
    const answered = batch.notices.map((notice) => ({ ...notice, template: 'answered' }));
    const asking: NoticeBatch = { ...batch, followUp, notices: answered };
    await deliverNotices(through(failing('email')), asking, false).catch(() => undefined);
    await deliverNotices(through(outbox), asking, false);
    const links = sent.map(
      ({ text }) => /https:\/\/care\.example\.org\/public\/follow-ups\/([\w-]{43})(?!\S)/.exec(text)?.[1],
    );
    expect(links).toHaveLength(2);
    expect(new Set(links).size).toBe(1);
    const kept = await database.followUps.find({ number: batch.number }).lean();
    expect(kept).toMatchObject([{ round: 1, revision: 3, expiresAt: followUp.until, used: null }]);
    expect(kept[0]?._id).toBe(
      createHash('sha256')
        .update(links[0] ?? '')
        .digest('hex'),
    );
  });

  test('to the person of an appointment reaches that person, with the time of the appointment', async () => {
    const person = { ...member([], 'development-fund.manager.7'), organisation: batch.organisation, passwordHash: '' };
    await database.staff.collection.insertOne(person as never);
    const dueLocal = '2031-01-06T12:00:00+03:00[Asia/Riyadh]';
    const notice = {
      to: `staff:${person._id}`,
      channels: ['email'],
      template: 'appointment-yours',
      urgent: false,
    } as const;
    const toPerson: NoticeBatch = { ...batch, notices: [{ ...notice, channels: ['email'], dueLocal }] };
    await deliverNotices(through(outbox), toPerson, false);
    await database.staff.collection.deleteOne({ _id: person._id as never });
    expect(sent).toMatchObject([{ to: person.email, text: expect.stringContaining('2031') }]);
  });

  test('to a role that nobody holds says at once that nobody can be told', async () => {
    const toNobody: NoticeBatch = {
      ...batch,
      notices: [{ to: 'role:supervisor', channels: ['email'], template: 'deadline-missed', urgent: false }],
    };
    expect(await deliverNotices(through(outbox), toNobody, false)).toEqual([
      { to: 'role:supervisor', channel: 'email', sent: false, detail: 'nobody can be told' },
    ]);
  });
});

describe('a letter to print', () => {
  const onPaper = (notice: object): NoticeBatch => ({
    ...batch,
    notices: batch.notices.map((one) => ({ ...one, ...notice })),
  });
  const printed = async () => {
    const [notice] = await database.notices.find({ number: batch.number, channel: 'letter' }).lean();
    const [entry] = await readTexts(database, [notice?.words ?? '']);
    return (entry?.content.letter as { text: string } | undefined)?.text;
  };
  beforeEach(async () => {
    await changeWords(database, batch.customerWords ?? '', (content) => {
      return { ...content, customer: { name: 'عميل (مثال)', address: 'حي المثال' } };
    });
  });

  test('that cannot be kept stops no message to others; it is tried again, and at last it says so', async () => {
    const person = { ...member([], 'development-fund.manager.8'), organisation: batch.organisation, passwordHash: '' };
    await database.staff.collection.insertOne(person as never);
    const [first] = batch.notices;
    const toStaff = { ...first, to: `staff:${person._id}`, channels: ['email'], template: 'appointment-yours' };
    const asked = onPaper({ template: 'no-such-template' });
    const both = { ...asked, notices: [...asked.notices, toStaff] } as NoticeBatch;
    await expect(deliverNotices(through(outbox), both, false)).rejects.toThrow('no-such-template');
    expect(sent).toMatchObject([{ to: person.email }]);
    expect(await deliverNotices(through(outbox), both, true)).toMatchObject([
      { to: person._id, channel: 'email', sent: true },
      { to: 'customer', channel: 'letter', sent: false, detail: expect.stringContaining('no-such-template') },
    ]);
    await database.staff.collection.deleteOne({ _id: person._id as never });
    expect(await printed()).toBeUndefined();
  });

  test('about an appointment says where it is, as a message does', async () => {
    const where = `${batch.number}/where`;
    const { organisation, number, at: createdAt } = batch;
    const words = { organisation, number, personId: null, tokens: [], createdAt };
    await storeText(database, { ...words, _id: where, content: { place: 'قاعة الاجتماعات ٥' } });
    const booked = onPaper({
      template: 'appointment-booked',
      tells: { codes: { appointment: 'video-call', where }, instants: {} },
    });
    expect(await deliverNotices(through(outbox), booked, false)).toEqual([]);
    expect(await printed()).toContain('قاعة الاجتماعات ٥');
  });
});

describe('in production', () => {
  const settings = {
    local: false,
    dataFolder: '/nowhere',
    smtpUrl: undefined,
    sender: 'care@example.com',
    sms: undefined,
    outgoing: {},
  };

  test('an SMS fails as long as no gateway is connected, and the e-mail goes', async () => {
    const ports = { ...messagePorts(settings), email: outbox.email };
    const outcomes = await deliverNotices(through(ports), batch, true);
    expect(outcomes).toMatchObject([
      { channel: 'sms', sent: false, detail: 'no SMS gateway is connected' },
      { channel: 'email', sent: true },
    ]);
  });

  test('without SMTP_URL an e-mail fails with what is missing', async () => {
    const message = { key: 'k', to: 'customer@example.com', subject: 's', text: 't', language: 'ar' as const };
    await expect(messagePorts(settings).email(message)).rejects.toThrow('SMTP_URL is not set');
  });
});

describe('by SMTP', () => {
  let server: SMTPServer;
  let received: { from: string; to: string[]; source: string }[];
  let refusal: { code: number; text: string } | null;
  let url: string;
  let signedIn = 0;
  beforeAll(async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onAuth(_given, _session, done) {
        signedIn += 1;
        done(null, { user: 'user' });
      },
      onRcptTo: ({ address }, _session, done) => {
        // As real servers answer: with the address.
        const said =
          refusal && Object.assign(new Error(`<${address}>: ${refusal.text}`), { responseCode: refusal.code });
        done(said);
      },
      onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const from = mailFrom ? mailFrom.address : '';
          const source = Buffer.concat(chunks).toString();
          received.push({ from, to: rcptTo.map(({ address }) => address), source });
          done();
        });
      },
    });
    server.listen(0, '0.0.0.0');
    await eventually(
      () => server.server.address(),
      (address) => address !== null,
    );
    url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    received = [];
    refusal = null;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

  test('an e-mail arrives with its key, its language and its Arabic words', async () => {
    const email = smtpEmail(url, 'care@example.com');
    await deliverNotices(through({ ...outbox, email }), batch, false);
    const [mail] = received;
    expect(mail).toMatchObject({ from: 'care@example.com', to: ['customer@example.com'] });
    // The first empty line ends the headers; the text has empty lines of its own.
    const source = mail?.source ?? '';
    const end = source.indexOf('\r\n\r\n');
    const [head, body] = [source.slice(0, end), source.slice(end + 4)];
    const headers = head.replace(/\r\n\s+/g, ' ');
    expect(headers).toContain(`X-Inaya-Notice-Key: ${batch.key}:0:customer:email`);
    expect(headers).toContain('Content-Language: ar');
    const words = /base64/i.test(headers) ? Buffer.from(body, 'base64').toString() : fromQuotedPrintable(body);
    expect(words).toContain(`ورقمه \u2066${batch.number}\u2069`);
  });

  test('a server that refuses the address is a failure for good, told without the address', async () => {
    refusal = { code: 550, text: 'Recipient address rejected' };
    const email = smtpEmail(url, 'care@example.com');
    const outcomes = await deliverNotices(through({ ...outbox, email }), batch, false);
    expect(outcomes.find(({ channel }) => channel === 'email')).toMatchObject({
      sent: false,
      detail: 'the mail server answered 550',
    });
    expect(JSON.stringify(outcomes)).not.toContain('example.com');
    expect(received).toEqual([]);
  });

  test('a server that refuses the address for now is asked again, and the failure does not say the address', async () => {
    refusal = { code: 450, text: 'greylisted' };
    const email = smtpEmail(url, 'care@example.com');
    const failed = deliverNotices(through({ ...outbox, email }), batch, false);
    await expect(failed).rejects.toThrow(/^1 notices were not delivered: the mail server answered 450$/);
  });

  test('a server that is away is said to be, and no more', async () => {
    const email = smtpEmail('smtp://127.0.0.1:1', 'care@example.com');
    const message = { key: 'k', to: 'customer@example.com', subject: 's', text: 't', language: 'en' as const };
    const error: unknown = await email(message).catch((reason: unknown) => reason);
    expect(error).toEqual(new Error('the mail server does not take messages (ESOCKET)'));
    expect((error as Error).cause).toBeUndefined();
  });

  test('S13f: a server of another machine that offers no TLS gets neither password nor message', async () => {
    // An address of this machine that is not known as such.
    const far = url.replace('smtp://127.0.0.1', 'smtp://user:password@127.0.0.2');
    const message = { key: 'k', to: 'customer@example.com', subject: 's', text: 't', language: 'en' as const };
    await expect(smtpEmail(far, 'care@example.com')(message)).rejects.toThrow('the mail server answered 500');
    expect(received).toEqual([]);
    expect(signedIn).toBe(0);
  });

  test('a header cannot be smuggled in by what somebody wrote', async () => {
    const email = smtpEmail(url, 'care@example.com');
    const subject = 'x\r\nBcc: thief@example.com';
    await email({ key: 'k\r\nX-Evil: 1', to: 'customer@example.com', subject, text: 't', language: 'en' });
    const head = received[0]?.source.split('\r\n\r\n')[0] ?? '';
    expect(received[0]?.to).toEqual(['customer@example.com']);
    expect(head).not.toMatch(/^(Bcc|X-Evil):/m);
  });
});

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

describe('N-25: a batch of an internal problem', () => {
  const first = () => {
    const pack = packs.find(({ id, version }) => id === 'neighbourhood-centres' && version === 1);
    if (!pack) throw new Error('there is no first version of the pack');
    return Promise.resolve(pack);
  };

  test('that a running case of the first version makes writes to nobody outside, and says so', async () => {
    const about = { ...batch, organisation: 'neighbourhood-centres', category: 'relation-problem' };
    const outcomes = await deliverNotices({ ...through(outbox), packOf: first }, about, true);
    expect(outcomes).toMatchObject([{ to: 'customer', sent: false, detail: expect.stringContaining('internal') }]);
    expect(sent).toEqual([]);
    // The same letter of a customer's own complaint goes.
    await deliverNotices({ ...through(outbox), packOf: first }, { ...about, category: 'complaint' }, true);
    expect(sent).toHaveLength(2);
  });
});
