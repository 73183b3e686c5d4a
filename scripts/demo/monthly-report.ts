import { setTimeout as wait } from 'node:timers/promises';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import { dateAfter, periodBefore } from '../../reports/periods.ts';
import type { LocalApi } from '../api-client.ts';

const base = '/v1/organisations/sandbox';
const [supervisor, manager, quality] = ['supervisor', 'manager', 'quality'].map((role) => `sandbox.${role}.1`);

/** The month before this one, in the sandbox's time. */
const month = periodBefore('month', new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10));

/** The performance report of a month: this one as it stands, and the last one from its figures to a decision that is followed. */
export async function monthlyReport(api: LocalApi): Promise<void> {
  console.log('\nsandbox: the monthly performance report');
  await tellFigures(api, 'this month so far', dateAfter(month.to, 1));
  const period = month.from.slice(0, 'YYYY-MM'.length);
  const body = { procedure: 'monthly-performance', period, text: 'تقرير الشهر الماضي (مثال).' };
  const started = await api.call('POST', `${base}/procedures`, manager, body);
  if (started.status !== 201) {
    console.log(`  ${String(started.body.detail)}`);
    return;
  }
  let view = started.body as unknown as CaseView;
  const address = `${base}/procedures/${view.number}`;
  const first = () => detailOf(view, 'procedure').steps[0];
  for (; !first()?.report || first()?.report === 'awaited'; await wait(250)) {
    view = (await api.must('GET', address, manager)) as unknown as CaseView;
  }
  await tellFigures(api, `${view.number} is of ${period}, counted and frozen with its digest`, month.from);
  const give = async (command: string, as: string | undefined, more: object, digest?: string) => {
    const headers: Record<string, string> = digest === undefined ? {} : { 'if-match': `"${digest}"` };
    view = (await api.must('POST', `${address}/${command}`, as, more, headers)) as unknown as CaseView;
  };
  const owner = 'sandbox.agent.1';
  const recommendations = [
    { text: 'متابعة المفتوح من الشكاوى كل يوم أحد (مثال).', owner, dueOn: dateAfter(month.to, 90) },
  ];
  await give('submit', supervisor, { text: 'أضعف ما في الشهر زمن الإغلاق (مثال).', recommendations });
  const review = detailOf(view, 'procedure').steps.find(({ status }) => status === 'open');
  await give('review', quality, {}, review?.approval?.digest);
  const decisions = [{ recommendation: '1-1', verdict: 'accepted', text: 'خطوة مناسبة (مثال).' }];
  await give('decide', manager, { decisions });
  const [raised] = detailOf(view, 'procedure').recommendations;
  console.log(
    `  reviewed by ${quality}; ${manager} accepts what is recommended, which ${raised?.decision?.item} follows`,
  );
}

async function tellFigures(api: LocalApi, what: string, from: string): Promise<void> {
  const report = await api.must('GET', `${base}/reports/monthly-performance/${from}`, manager);
  const measures = report.measures as { measure: string; title: { en: string }; total: { value: number | null } }[];
  const told = measures.filter(({ measure }) => ['received', 'answered', 'closed', 'late'].includes(measure));
  const figures = told.map(({ title, total }) => `${title.en.toLowerCase()} ${total.value ?? '–'}`);
  console.log(`  ${what}: ${figures.join(', ')}`);
}
