/** Procedures of the fund, the courier and the government, told step by step under the rules that their policies pin. */
import { expect, test } from '@jest/globals';
import { inEachCategory } from '../../application/permissions/acting-roles.ts';
import { acknowledgementsIn } from '../../application/procedures/joiners.ts';
import { missingFrom } from '../../domain/procedure/takers.ts';
import { procedureSliceFor } from '../../packs/kinds/procedure/pinned-policy.ts';
import { protectedRightsOf, rightsOf } from '../../packs/rights/rights.ts';
import { renderNotice } from '../../packs/words/template.ts';
import { person } from '../support/samples/people.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';
import { ProcedureStory } from '../support/stories/procedure-story.ts';

const at = '2026-03-12T05:00:00Z';
const crm = person('crm', 'crm-systems');
const marketing = person('marketing', 'marketing-content');
const centre = person('centre', 'contact-centre');
const quality = person('quality', 'quality');
const manager = person('manager', 'manager');

function told(organisation: string, id: string): ProcedureStory {
  const policy = procedureSliceFor(ownPack(organisation), id);
  if (!policy) throw new Error(`${organisation} has no procedure ${id}`);
  return new ProcedureStory({ at, policy });
}

const recommends = { recommendations: [{ id: '1-1', owner: 'officer', dueOn: '2026-06-01' }] };
const accepts = (item: string) => ({
  decisions: [{ recommendation: '1-1', verdict: 'accepted' as const, owner: null, dueOn: null, item }],
});

test('F-01: no campaign is launched before marketing content has approved what it says', () => {
  const story = told('development-fund', 'communication-plan').act('submit', crm, at);
  story.act('submit', crm, at, { step: 'channels' });
  expect(story.statuses).toMatchObject({ content: 'open', 'content-approval': 'waiting', launch: 'waiting' });
  story.act('submit', crm, at, { step: 'content' });
  expect(story.refusalOf('carry-out', crm, at, { step: 'launch' })).toBe('NotAllowedNow');
  expect([story.refusalOf('approve', crm, at), story.refusalOf('approve', manager, at)]).toEqual([
    'Forbidden',
    'Forbidden',
  ]);
  // Sent back, it is approved again once it has been changed.
  story.act('return', marketing, at);
  expect(story.statuses).toMatchObject({ content: 'open', 'content-approval': 'waiting', launch: 'waiting' });
  story.act('submit', crm, at).act('approve', marketing, at);
  expect(story.statuses).toMatchObject({ 'content-approval': 'done', launch: 'open', impact: 'waiting' });
});

test('F-01: who wrote the content does not approve it, whatever else they are', () => {
  const both = person('both', 'crm-systems', 'marketing-content');
  const story = told('development-fund', 'communication-plan').act('submit', both, at);
  story.act('submit', both, at, { step: 'channels' }).act('submit', both, at, { step: 'content' });
  expect(story.refusalOf('approve', both, at)).toBe('SamePerson');
});

test('F-02: a plan that must change is brought up to date; a month without a campaign is over at once', () => {
  const values = { reached: 60, attracted: 100 };
  const story = told('development-fund', 'campaigns-monthly').act('submit', crm, at, { findings: ['campaigns-ran'] });
  const missed = { subjects: [{ id: 'spring', values }], findings: ['plan-changes'] };
  expect(story.refusalOf('evaluate', crm, at, missed)).toBe('Incomplete');
  story.act('evaluate', crm, at, { ...missed, ...recommends }).act('decide', manager, at, accepts('DF-A-1'));
  expect(story.statuses).toMatchObject({ decision: 'done', 'plan-update': 'open' });
  story.act('carry-out', crm, at);
  expect(story.state.status).toBe('finished');
  expect(told('development-fund', 'campaigns-monthly').act('submit', crm, at).state.status).toBe('finished');
});

test('F-11: who has not acknowledged a version is listed, and reminded by name before its time is over', () => {
  const story = told('development-fund', 'policy-acknowledgement');
  expect(story.errands.map(({ errand }) => errand)).toMatchObject([{ do: 'list-staff', step: 'read' }]);
  const [ali, sara] = [person('ali', 'agent'), person('sara', 'marketing-content')];
  story.asked('read', ['ali', 'sara', 'quality'], at).act('acknowledge', ali, at).act('acknowledge', quality, at);
  expect(missingFrom(story.step('read'))).toEqual(['sara']);
  story.reach(story.nextInstant ?? '');
  expect(story.types('read')).toEqual(['clockStarted', 'warned']);
  expect(story.notices.map(({ to }) => to)).toEqual(['role:supervisor', 'staff:sara']);
  story.reach('2026-06-01T05:00:00Z');
  expect(story.types('read')).toContain('breached');
  expect(story.act('acknowledge', sara, '2026-06-01T06:00:00Z').state.status).toBe('finished');
});

test('F-11: each organisation whose document asks its staff to know it asks those who join later too', () => {
  const asking = (organisation: string) => acknowledgementsIn(ownPack(organisation)).map(({ id }) => id);
  expect(asking('development-fund')).toEqual(['policy-acknowledgement']);
  expect(asking('neighbourhood-centres')).toEqual(['manual-reading']);
  expect(asking('beneficiary-society')).toEqual(['policy-reading']);
  expect(asking('government-services')).toEqual(['policy-acknowledgement']);
  expect(asking('courier')).toEqual([]);
});

const offer = (points: number) => ({
  subjects: [{ id: 'a', values: { experience: points, skills: points, record: points, cost: points, fit: points } }],
});

const later = '2026-03-22T05:00:00Z';

/** A vendor to be chosen, with its offers opened. */
function opened(): ProcedureStory {
  const story = told('development-fund', 'vendor-selection').act('submit', centre, at);
  expect(story.refusalOf('carry-out', centre, at)).toBe('NotAllowedNow');
  story.act('approve', manager, at);
  expect(story.refusalOf('carry-out', centre, at)).toBe('Incomplete');
  story.act('carry-out', centre, at, { values: { closesOn: '2026-03-19' } });
  story.act('receive', centre, at).act('receive', centre, at);
  // The offers lie unopened until the closing day is over, and no later one is taken.
  expect(story.refusalOf('carry-out', quality, at)).toBe('NotAllowedNow');
  expect(story.reach('2026-03-19T21:00:00Z').refusalOf('receive', centre, later)).toBe('NotAllowedNow');
  return story.act('carry-out', quality, later);
}

test('F-13: two people evaluate the offers, another awards, and security stands in the contract before it is signed', () => {
  const story = opened().act('evaluate', centre, later, offer(80));
  expect(story.refusalOf('evaluate', centre, later, offer(90))).toBe('SamePerson');
  expect(story.refusalOf('approve', manager, later)).toBe('NotAllowedNow');
  story.act('evaluate', quality, later, offer(60));
  expect(story.step('evaluation').results).toMatchObject([{ id: 'a', attained: 70 }]);
  expect(story.refusalOf('approve', person('quality', 'manager'), later)).toBe('SamePerson');
  story.act('approve', manager, later);
  expect(story.statuses).toMatchObject({ 'data-protection': 'open', contract: 'waiting' });
  story.act('submit', centre, later);
  expect(story.statuses.contract).toBe('waiting');
  story.act('review', manager, later);
  expect(story.refusalOf('carry-out', centre, later)).toBe('Incomplete');
  const values = { code: 'al-noor', startsOn: '2026-04-01', endsOn: '2027-03-31' };
  // What the contract is worth stands in it: by that its costs are judged.
  expect(story.refusalOf('carry-out', centre, later, { values })).toBe('Incomplete');
  story.act('carry-out', centre, later, { values: { ...values, value: '250000' } }).act('archive', centre, later);
  // Those who look after the contract hear three months before it ends.
  story.reach('2026-12-31T12:59:59Z');
  expect(story.types('renewal')).toEqual(['clockStarted']);
  expect(story.reach('2026-12-31T13:00:00Z').notices.map(({ to }) => to)).toEqual(['role:contact-centre']);
  const decided = { findings: ['ended'] };
  expect(story.act('carry-out', centre, '2027-02-01T06:00:00Z', decided).state.status).toBe('finished');
});

test('F-13: a standard that a vendor misses asks for a corrective action, which is followed once it is accepted', () => {
  const measured = (rate: number) => ({
    subjects: [{ id: 'a', values: { 'response-rate': rate, quality: 80, punctuality: 95, cost: 100 } }],
  });
  const story = told('development-fund', 'vendor-evaluation').act('evaluate', centre, at, measured(95));
  expect(story.refusalOf('evaluate', crm, at, measured(70))).toBe('Incomplete');
  // What is recommended says which vendor it is about.
  expect(story.refusalOf('evaluate', crm, at, { ...measured(70), ...recommends })).toBe('Incomplete');
  const recommendations = recommends.recommendations.map((one) => ({ ...one, subject: 'a' }));
  story.act('evaluate', crm, at, { ...measured(70), recommendations });
  expect(story.step('evaluation').results).toMatchObject([{ missed: ['response-rate'] }]);
  story.act('decide', manager, at, accepts('DF-A-1'));
  expect(story.errands.map(({ errand }) => errand)).toMatchObject([
    { do: 'open', kind: 'followedItem', number: 'DF-A-1', details: { owner: 'officer', dueOn: '2026-06-01' } },
  ]);
  const kept = told('development-fund', 'vendor-evaluation').act('evaluate', centre, at, measured(95));
  expect(kept.act('evaluate', crm, at, measured(99)).state.status).toBe('finished');
});

test('F-13: a plan of correction has measures with owner and date, is approved, and each that is accepted is followed', () => {
  const planned = () => told('development-fund', 'vendor-correction').act('carry-out', centre, at);
  expect(planned().refusalOf('submit', centre, at)).toBe('Incomplete');
  const story = planned().act('submit', centre, at, recommends);
  expect(story.refusalOf('decide', manager, at, accepts('DF-A-1'))).toBe('NotAllowedNow');
  // A plan that is sent back comes with its measures anew.
  story.act('return', manager, at);
  expect(story.refusalOf('submit', centre, at)).toBe('Incomplete');
  story.act('submit', centre, at, { recommendations: [{ id: '2-1', owner: 'officer', dueOn: '2026-06-01' }] });
  expect(story.act('approve', manager, at).statuses.measures).toBe('open');
  const decisions = accepts('DF-A-1').decisions.map((one) => ({ ...one, recommendation: '2-1' }));
  story.act('decide', manager, at, { decisions });
  expect(story.errands.map(({ errand }) => errand)).toMatchObject([
    { do: 'open', kind: 'followedItem', number: 'DF-A-1', details: { owner: 'officer', dueOn: '2026-06-01' } },
  ]);
  expect(story.state.status).toBe('finished');
});

test('F-17: what is improper is deleted or hidden and answered, and a manager decides on its author every time', () => {
  const moderation = (findings: string[]) =>
    told('development-fund', 'moderation').act('submit', centre, at, { findings });
  expect(moderation([]).statuses).toMatchObject({
    ...{ treatment: 'skipped', reply: 'skipped', author: 'skipped', decision: 'skipped', action: 'skipped' },
    filing: 'open',
  });
  const story = moderation(['improper', 'needs-reply', 'against-policy']);
  const treatment = { step: 'treatment' };
  for (const findings of [[], ['deleted', 'hidden']])
    expect(story.refusalOf('carry-out', centre, at, { ...treatment, findings })).toBe('Incomplete');
  story.act('carry-out', centre, at, { ...treatment, findings: ['hidden'] });
  story.act('carry-out', centre, at, { step: 'reply' });
  expect(story.statuses).toMatchObject({ author: 'open', decision: 'waiting', filing: 'waiting' });
  // Nothing is recommended, and it is decided all the same, by somebody else.
  story.act('submit', centre, at);
  expect(story.statuses).toMatchObject({ decision: 'open', action: 'waiting', filing: 'waiting' });
  expect(story.refusalOf('review', person(centre.id, 'manager'), at, { findings: ['warn'] })).toBe('SamePerson');
  for (const findings of [[], ['warn', 'block']])
    expect(story.refusalOf('review', manager, at, { findings })).toBe('Incomplete');
  story.act('review', manager, at, { findings: ['block'] });
  expect(story.statuses).toMatchObject({ action: 'open', filing: 'waiting' });
  story.act('carry-out', centre, at).act('archive', centre, at);
  expect(story.state.status).toBe('finished');
  const spared = moderation(['against-policy']).act('submit', centre, at);
  spared.act('review', manager, at, { findings: ['no-action'] });
  expect(spared.statuses).toMatchObject({ decision: 'done', action: 'skipped', filing: 'open' });
});

test('C-13: what the analysis of a report recommends is decided by another person, and followed', () => {
  const experience = person('experience', 'customer-experience-manager');
  const story = told('courier', 'care-analysis');
  // The screen of the month is frozen first, and it is that which is analysed.
  expect(story.refusalOf('submit', experience, at)).toBe('NotAllowedNow');
  story.hears('settle-report', at, { step: 'report', report: null }).act('submit', experience, at);
  expect(story.refusalOf('review', experience, at)).toBe('Forbidden');
  story.act('review', manager, at, recommends);
  expect(story.refusalOf('decide', manager, at, accepts('CR-A-1'))).toBe('SamePerson');
  story.act('decide', experience, at, accepts('CR-A-1'));
  expect(story.errands.map(({ errand }) => errand)).toMatchObject([{ kind: 'followedItem', number: 'CR-A-1' }]);
  expect(story.state.status).toBe('finished');
});

test('those whom a report is for are told once that it is frozen, with its place and none of its figures', () => {
  const experience = person('experience', 'customer-experience-manager');
  const report = { id: 'courier/care-screen/2026-02-01', digest: 'f'.repeat(64) };
  const story = told('courier', 'care-analysis');
  const toldOf = () =>
    story.notices
      .filter(({ template }) => template === 'report-made')
      .map(({ to, channels, tells }) => [to, channels.join(), tells?.codes]);
  story.hears('settle-report', at, { step: 'report', report });
  const place = { place: 'care-screen/2026-02-01' };
  expect(toldOf()).toEqual([
    ['role:manager', 'email', place],
    ['role:customer-experience-manager', 'email', place],
    ['role:quality', 'email', place],
  ]);
  // The report that is prepared again is the same one.
  story.act('submit', experience, at).act('return', manager, at).hears('settle-report', at, { step: 'report', report });
  expect(toldOf()).toEqual([]);
  const failed = told('courier', 'care-analysis').hears('settle-report', at, { step: 'report', report: null });
  expect(failed.notices.filter(({ template }) => template === 'report-made')).toEqual([]);
});

test.each([
  ...(['courier', 'development-fund', 'government-services'] as const),
  ...(['neighbourhood-centres', 'beneficiary-society', 'sandbox'] as const),
])('what %s writes to those whom a report is for says which report it is', (organisation) => {
  const occurrence = { number: 'X-A-1', kind: 'procedure', category: 'monthly', status: 'open' } as const;
  for (const language of ['ar', 'en'] as const) {
    const letter = (more: { place?: string }) =>
      renderNotice(ownPack(organisation), 'report-made', language, 'email', { ...occurrence, ...more }).text;
    expect(letter({ place: 'care-screen/2026-02-01' })).toContain('care-screen/2026-02-01');
    expect(letter({})).not.toMatch(/place|none/);
  }
});

test('G-12: a team below a target asks for what is done about it', () => {
  const report = { id: 'made', digest: 'f'.repeat(64) };
  const story = told('government-services', 'team-evaluation').hears('settle-report', at, { step: 'figures', report });
  story.act('submit', quality, at);
  const measured = (satisfaction: number) => ({
    subjects: [{ id: 'service-centre', values: { 'in-time': 95, answered: 95, satisfaction } }],
    from: { figures: report },
  });
  expect(story.refusalOf('evaluate', quality, at, measured(3.9))).toBe('Incomplete');
  expect(story.act('evaluate', quality, at, measured(4)).state.status).toBe('finished');
});

test('who takes part in one procedure reads nothing of another: offers are not everybody’s', () => {
  const pack = ownPack('development-fund');
  const readsOf = (category: string, role: string) => {
    const { read, words } = rightsOf(pack, 'procedure', category)[role] ?? {};
    return [read, words];
  };
  expect(readsOf('policy-acknowledgement', 'agent')).toEqual(['all', 'all']);
  expect(readsOf('vendor-selection', 'agent')).toEqual(['none', 'none']);
  expect(readsOf('vendor-selection', 'marketing-content')).toEqual(['none', 'none']);
  expect(readsOf('vendor-selection', 'contact-centre')).toEqual(['all', 'all']);
  expect(readsOf('confidentiality-review', 'agent')).toEqual(['none', 'none']);
  expect(protectedRightsOf(pack, 'procedure', 'vendor-selection').agent?.read).toBe('none');
  const listed = inEachCategory(pack, 'procedure', (rights) =>
    rights.agent?.read === 'all' ? {} : { _id: { $in: [] } },
  );
  expect(listed).toMatchObject({
    $or: expect.arrayContaining([
      { $and: [{ 'view.category': { $in: ['system-training', 'policy-acknowledgement', 'moderation'] } }, {}] },
    ]),
  });
  // Who reads all of them is asked for no category.
  expect(inEachCategory(pack, 'procedure', (rights) => ({ priority: rights.manager?.read }))).toEqual({
    priority: 'all',
  });
});
