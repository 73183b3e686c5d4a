/** A policy that people change by a procedure of the sandbox, while the product runs. */
import { expect } from '@jest/globals';
import { publishingActivities } from '../../../activities/cases/publish-version.ts';
import { openingExamples } from '../../../api/complaints/opening-examples.ts';
import type { Database } from '../../../db/database.ts';
import { allPolicies } from '../../../db/organisation/policies.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { detailOf } from '../../../domain/details.ts';
import type { PublicationOutcome } from '../../../domain/procedure/proposal.ts';
import type { Answer } from './api-client.ts';
import type { RunningApi } from './running-api.ts';

export const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}`;

/** The people of the sandbox who change its policy. */
export const people = {
  ...{ supervisor: `${organisation}.supervisor.1`, quality: `${organisation}.quality.1` },
  ...{ manager: `${organisation}.manager.1`, otherManager: `${organisation}.manager.2` },
};

/** The number of the case that has this address. */
export const numberIn = (address: string): string => address.split('/').at(-1) ?? '';

/** The beginning of a next version of an organisation: what it is built on, and its number. */
export async function nextVersion(database: Database, of: string, base?: number): Promise<string> {
  const published = await allPolicies(database, of);
  const next = Math.max(...published.map(({ version }) => version)) + 1;
  const lasting = Math.max(...published.filter(({ until }) => !until).map(({ version }) => version));
  return `amends: ${base ?? lasting}\nversion: ${next}\n`;
}

export class PolicyChanges {
  private readonly api: RunningApi;

  constructor(api: RunningApi) {
    this.api = api;
  }

  /** The text of a next version: what it is built on, its number, and a line that differs. */
  async text(
    difference = 'en: "Care"',
    { base: on, more = '' }: { base?: number; more?: string } = {},
  ): Promise<string> {
    return [
      (await nextVersion(this.api.database, organisation, on)) + more,
      'kinds:',
      '  procedure:',
      '    supplier-selection:',
      `      title: { ar: "اختيار مورد", ${difference} }`,
      '',
    ].join('\n');
  }

  async begun(procedure = 'policy-change', by = people.supervisor): Promise<string> {
    const { status, view } = await this.api.as(by).post(`${base}/procedures`, { procedure, text: 'تعديل (مثال)' });
    expect(status).toBe(201);
    return `${base}/procedures/${view.number}`;
  }

  handIn(address: string, policy: string, by = people.supervisor): Promise<Answer> {
    return this.api.as(by).post(`${address}/submit`, { text: 'نص الإصدار (مثال)', policy });
  }

  async digestOf(address: string, by = people.manager): Promise<string> {
    const view = await this.api.projected(address, by, ({ detail }) =>
      (detail as { steps: { status: string; approval: unknown }[] }).steps.some(
        ({ status, approval }) => status === 'open' && approval !== null,
      ),
    );
    return detailOf(view, 'procedure').steps.find(({ status }) => status === 'open')?.approval?.digest ?? '';
  }

  approve(address: string, by: string, digest: string): Promise<Answer> {
    return this.api.as(by).post(`${address}/approve`, {}, { headers: { 'if-match': `"${digest}"` } });
  }

  /** Handed in, and approved by both who must. */
  async approved(address: string, text: string): Promise<Answer> {
    expect((await this.handIn(address, text)).status).toBe(200);
    const digest = await this.digestOf(address);
    expect((await this.approve(address, people.manager, digest)).status).toBe(200);
    return this.approve(address, people.quality, digest);
  }

  /** Has a worker publish again what a case has published, as if its first answer had been lost. */
  async publishedAgain(address: string): Promise<PublicationOutcome> {
    const { events } = await this.api.timeline(address, people.manager);
    const approval = events.findLast(({ type }) => type === 'approved');
    const { view } = await this.api.as(people.manager).get(address);
    const [{ proposal, contributions } = {}] = detailOf(view, 'procedure').steps;
    const words = contributions?.[0]?.words;
    if (!approval || !proposal || !words) throw new Error(`${address} has published nothing`);
    const { by, at, sequence } = approval;
    const request = { organisation, number: numberIn(address), proposal, words, by, at, sequence };
    return publishingActivities(this.api.opening).publishVersion(request);
  }

  /** The published versions that came by a case. */
  async publishedByCases() {
    return (await allPolicies(this.api.database, organisation)).filter(({ case: number }) => number !== undefined);
  }

  async newComplaint(): Promise<CaseView> {
    const body = openingExamples[organisation]?.value ?? {};
    return (await this.api.as(`${organisation}.agent.1`).post(`${base}/complaints`, body)).view;
  }
}
