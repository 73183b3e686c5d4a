import { setTimeout as wait } from 'node:timers/promises';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import type { LocalApi } from '../api-client.ts';

const base = '/v1/organisations/sandbox';
const [supervisor, manager, quality] = ['supervisor', 'manager', 'quality'].map((role) => `sandbox.${role}.1`);

interface Change {
  serial: number;
  until: string | null;
  summary: { ar: string; en: string };
}

/** A change of the sandbox's policy: proposed by one, approved by two others, and in force some seconds later. */
export async function policyChange(api: LocalApi): Promise<void> {
  const before = (await api.must('GET', `${base}/policy`, manager)).version as number;
  const log = async () =>
    ((await api.must('GET', `${base}/policy-changes`, manager)) as unknown as { changes: Change[] }).changes;
  const earlier = await log();
  const lasting = Math.max(before, ...earlier.filter(({ until }) => until === null).map(({ serial }) => serial));
  const version = Math.max(before, ...earlier.map(({ serial }) => serial)) + 1;
  const opened = await api.must('POST', `${base}/procedures`, supervisor, {
    ...{ procedure: 'policy-change', text: 'تسمية الإجراء باسم أوضح (مثال).' },
  });
  const address = `${base}/procedures/${String(opened.number)}`;
  const policy = [
    `amends: ${lasting}`,
    `version: ${version}`,
    'kinds:',
    '  procedure:',
    `    supplier-selection: { title: { ar: "اختيار مورد (${version})", en: "Selection of a supplier (${version})" } }`,
    '',
  ].join('\n');
  const handedIn = await api.must('POST', `${address}/submit`, supervisor, { text: 'الإصدار مرفق (مثال).', policy });
  const step = detailOf(handedIn as unknown as CaseView, 'procedure').steps.find(({ status }) => status === 'open');
  console.log(`\nsandbox: ${String(opened.number)}: ${supervisor} proposes version ${version} of the policy`);
  const headers = { 'if-match': `"${step?.approval?.digest}"` };
  for (const who of [manager, quality]) await api.must('POST', `${address}/approve`, who, {}, headers);
  const [change] = await log();
  console.log(`  approved by ${manager} and ${quality}, and published: ${change?.summary.ar}`);
  for (let inForce = before; inForce < version; await wait(250))
    inForce = (await api.must('GET', `${base}/policy`, manager)).version as number;
  console.log(`  version ${version} is in force: new cases follow it, and those that run keep theirs`);
}
