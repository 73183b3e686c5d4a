import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import type { LocalApi } from '../api-client.ts';
import { madeUpAnswers } from './made-up-answers.ts';

const base = '/v1/organisations/sandbox';
const [quality, supervisor] = ['sandbox.quality.1', 'sandbox.supervisor.1'];
const [manager, otherManager] = ['sandbox.manager.1', 'sandbox.manager.2'];

/**
 * The survey of a made-up programme: asked, answered by made-up people, reported, acted on, told to the donors.
 * @param at the instant of the run: the programme's name is made of it, and the days are counted from it
 */
export async function surveyCycle(api: LocalApi, at: Date): Promise<void> {
  const date = (inDays: number) => new Date(at.getTime() + inDays * 24 * 3_600_000).toISOString().slice(0, 10);
  const programme = `demo-${at.getTime().toString(36)}`;
  await api.must('POST', `${base}/programmes`, manager, {
    code: programme,
    name: { ar: 'برنامج تجريبي (مثال)', en: 'Made-up programme (example)' },
    centre: 'مركز مثال',
    startsOn: '2026-01-01',
    endsOn: date(-1),
  });
  let view = (await api.must('POST', `${base}/survey-cycles`, quality, { programme })) as unknown as CaseView;
  const address = `${base}/survey-cycles/${view.number}`;
  console.log(`\nsandbox: programme ${programme} has ended, its survey ${view.number} starts`);
  const give = async (command: string, as: string, body: object = {}, digest?: string) => {
    const headers: Record<string, string> = digest === undefined ? {} : { 'if-match': `"${digest}"` };
    view = (await api.must('POST', `${address}/${command}`, as, body, headers)) as unknown as CaseView;
  };
  const digestOf = (place: 'review' | 'discussion') => detailOf(view, 'surveyCycle')[place]?.digest;

  await give('prepare', quality, {
    questionnaire: { id: 'satisfaction', version: 1 },
    donors: { id: 'donor-satisfaction', version: 1 },
  });
  for (const who of [manager, supervisor]) await give('review', who, {}, digestOf('review'));
  console.log('  questionnaire prepared, and agreed to by both managers: collection is open');
  await madeUpAnswers(api, `${view.number}:beneficiaries`, 200);
  await give('close-collection', quality);
  await give('report', quality, { text: 'مستوى الرضا مرتفع إجمالًا، والأضعف هو الإعلان عن الخدمة (مثال).' });
  const { counted, late } = view.detail.report as { counted: number; late: number };
  console.log(`  reported: ${counted} answers count, ${late} came too late`);
  for (const who of [manager, supervisor]) await give('discuss', who, {}, digestOf('discussion'));
  const steps = ['الإعلان عن البرنامج قبل أسبوعين (مثال)', 'قاعة أكبر للفعالية (مثال)'];
  const recommendations = steps.map((text) => ({ text, owner: 'sandbox.agent.1', dueOn: date(30) }));
  await give('agree-steps', manager, { recommendations });
  const { agreement } = view.detail.proposal as { agreement: { digest: string } };
  await give('agree-steps', supervisor, {}, agreement.digest);
  console.log(`  both managers agree on ${recommendations.length} steps against weak points`);
  const decisions = [
    { recommendation: '1', verdict: 'accepted', text: 'خطوة مناسبة (مثال)' },
    { recommendation: '2', verdict: 'rejected', text: 'لا تتوفر ميزانية هذا العام (مثال)' },
  ];
  await give('decide', otherManager, { decisions });
  console.log('  management has decided on each of them: now the donors are asked');
  const nobodyAsked = { why: 'لم يكن للبرنامج مانحون (مثال).', agreedBy: otherManager };
  await give('finish', manager, { stories: 'قصة نجاح (مثال): أسرة استفادت من البرنامج.', given: [], nobodyAsked });
  await give('act', manager, { steps: [], text: 'لم تصل إجابات من المانحين، فلا خطوات تترتب عليها (مثال).' });
  console.log(`  the donors have their success stories, and the report is there: ${view.status}`);
}
