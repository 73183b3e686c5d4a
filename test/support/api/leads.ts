/** Leads over the API: made-up donors, a programme, and the steps that people take. */
import type { CaseView } from '../../../domain/case/view.ts';
import { enter, prepared } from './registry-lab.ts';
import type { RunningApi } from './running-api.ts';

export const organisation = 'neighbourhood-centres';
export const leads = `/v1/organisations/${organisation}/leads`;
export const [donor, otherDonor] = ['NC-P-DONOR', 'NC-P-OTHER'];
const staffId = (role: string) => `${organisation}.${role}.1`;
export const [officer, colleague] = [staffId('agent'), `${organisation}.agent.2`];
export const [manager, developer, secretary] = [
  staffId('manager'),
  staffId('resource-development'),
  staffId('council-secretary'),
];

/** Two donors, the programme `club`, and those who decide. */
export async function prepareLeads(api: RunningApi): Promise<void> {
  for (const one of [developer, secretary]) await api.hire(one);
  const record = { classes: ['donor'], interests: ['أنشطة الأطفال (مثال)'] };
  const wishes = [donor, otherDonor].map((customer) => ({ customer, base: 0, record }));
  await enter(api.database, 'R-NEW', await prepared(api.database, 'R-NEW', wishes, organisation), organisation);
  await addProgramme(api, 'club');
}

/** Donors of a test's own, so that no other test gives them a point of contact. */
export async function newDonors(api: RunningApi, ...donors: string[]): Promise<void> {
  const wishes = donors.map((customer) => ({ customer, base: 0, record: { classes: ['donor'] } }));
  const change = `R-${donors.join('-')}`;
  await enter(api.database, change, await prepared(api.database, change, wishes, organisation), organisation);
}

/** A programme that donors may fund: what is given to one is counted for no lead of another. */
export function addProgramme(api: RunningApi, code: string): Promise<unknown> {
  return must(api, manager, `/v1/organisations/${organisation}/programmes`, {
    ...{ code, name: { ar: `برنامج ${code} (مثال)`, en: `${code} (example)` }, centre: 'مركز مثال' },
    ...{ startsOn: '2026-01-01', endsOn: null, fundingNeeded: '25000' },
  });
}

export const leadBody = {
  ...{ programme: 'club', prospects: [donor, otherDonor], expectedAmount: '1000', successRate: 40 },
  ...{ factors: ['shared-interest'], text: 'مهتم ببرامج الأطفال (مثال).' },
};

export async function must(api: RunningApi, who: string, path: string, body: object = {}): Promise<CaseView> {
  const answer = await api.as(who).post(path, body);
  if (answer.status >= 300) throw new Error(`${path} as ${who}: ${answer.status} ${answer.text}`);
  return answer.json as unknown as CaseView;
}

/** A lead in the API, and the steps that people take on it. */
export class LeadInApi {
  private readonly api: RunningApi;
  view: CaseView;

  private constructor(api: RunningApi, view: CaseView) {
    this.api = api;
    this.view = view;
  }

  static async open(api: RunningApi, body: object = {}, who = officer): Promise<LeadInApi> {
    return new LeadInApi(api, await must(api, who, leads, { ...leadBody, ...body }));
  }

  get address(): string {
    return `${leads}/${this.view.number}`;
  }

  /** Digest of the request that waits, as its view shows it. */
  get digest(): string {
    const requests = this.view.detail.requests as { status: string; approval: { digest: string } }[];
    return requests.find(({ status }) => status === 'waiting')?.approval.digest ?? '';
  }

  attempt(who: string, command: string, body: object = {}, key?: string) {
    const headers: Record<string, string> = command === 'approve-contact' ? { 'if-match': `"${this.digest}"` } : {};
    return this.api.as(who).post(`${this.address}/${command}`, body, { headers, ...(key ? { key } : {}) });
  }

  async step(who: string, command: string, body: object = {}): Promise<this> {
    const answer = await this.attempt(who, command, body);
    if (answer.status !== 200) throw new Error(`${command}: ${answer.text}`);
    this.view = answer.view;
    return this;
  }

  /** The officer becomes the point of contact of both donors, with the secretary's approval. */
  async appointed(person = officer): Promise<this> {
    await this.step(manager, 'appoint-contact', { person });
    await this.step(secretary, 'approve-contact');
    const approved = this.view.revision;
    this.view = await this.api.projected(
      this.address,
      manager,
      ({ detail, revision }) =>
        revision > approved &&
        (detail.requests as { status: string }[]).every(({ status }) => status === 'appointed' || status === 'stale'),
    );
    return this;
  }

  /** The written pledge attached; returns how it is named. */
  async pledge(): Promise<{ attachment: string; sha256: string }> {
    const headers = { 'content-type': 'text/plain', 'idempotency-key': `pledge-${this.view.number}` };
    const path = `${this.address}/attach?name=pledge.txt`;
    const answer = await this.api.as(officer).send('POST', path, 'تعهد خطي تجريبي (مثال).', headers);
    this.view = answer.view;
    const [{ attachment, sha256 } = { attachment: '', sha256: '' }] = answer.view.detail.attachments as {
      attachment: string;
      sha256: string;
    }[];
    return { attachment, sha256 };
  }

  async closed(dueOn = '2099-01-31'): Promise<this> {
    const pledge = await this.pledge();
    return this.step(manager, 'close', { donor, amount: '1000', payments: [{ dueOn, amount: '1000' }], pledge });
  }
}

export const contact = { donor, channel: 'phone', text: 'عُرض عليه البرنامج (مثال).' };
