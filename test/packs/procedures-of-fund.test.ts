/** The fund's procedures, number by number as its policy must have them. The clauses set their parts and how often; days are ours. */
import { expect, test } from '@jest/globals';
import { dutiesOf, laddersOf, policyOf } from '../support/samples/written-duties.ts';

const fund = dutiesOf('development-fund');

test('F-01: a campaign is planned by needs, channels and content, which marketing content approves before the launch', () => {
  expect(fund['communication-plan']).toEqual({
    rule: 'F-01',
    begins: ['asked by crm-systems, manager'],
    steps: [
      'needs: prepare by crm-systems in 5 workingDays, step-of-crm-systems',
      'channels: prepare by crm-systems in 3 workingDays, step-of-crm-systems, after needs',
      'content: prepare by crm-systems in 5 workingDays, step-of-crm-systems, after needs',
      'content-approval: approve by marketing-content in 3 workingDays, step-of-marketing-content, after channels and content, or back to content',
      'launch: carry-out by crm-systems in 10 workingDays, step-of-crm-systems, after content-approval',
      'execution: carry-out by crm-systems in 20 workingDays, step-of-crm-systems, after launch',
      'impact: evaluate by crm-systems in 10 workingDays, step-of-crm-systems, after execution',
    ],
  });
});

test('F-02: plans are evaluated each month, quarter and year, and brought up to date; KPIs each quarter', () => {
  const shape = (id: string) => [fund[id]?.rule, fund[id]?.begins];
  expect(shape('campaigns-monthly')).toEqual(['F-02', ['each month, workingDay 1, about previous']]);
  expect(shape('campaigns-quarterly')).toEqual(['F-02', ['each quarter, workingDay 1, about previous']]);
  expect(shape('campaigns-yearly')).toEqual(['F-02', ['each year, workingDay 1, about previous']]);
  expect(fund['campaigns-monthly']?.steps).toEqual([
    'campaigns: prepare by crm-systems in 3 workingDays, step-of-crm-systems',
    'evaluation: evaluate by crm-systems in 3 workingDays, step-of-crm-systems, after campaigns, if campaigns found campaigns-ran',
    'decision: decide by manager in 3 workingDays, step-of-manager, after evaluation',
    'plan-update: carry-out by crm-systems in 5 workingDays, step-of-crm-systems, after decision, if evaluation found plan-changes',
  ]);
  expect(fund['campaigns-quarterly']?.steps).toEqual([
    'campaigns: prepare by crm-systems in 5 workingDays, step-of-crm-systems',
    'kpis: evaluate by crm-systems in 5 workingDays, step-of-crm-systems, after campaigns, if campaigns found campaigns-ran',
    'study: review by quality in 5 workingDays, step-of-quality, after kpis, if campaigns found campaigns-ran, or back to kpis',
    'decision: decide by manager in 3 workingDays, step-of-manager, after study',
    'plan-update: carry-out by crm-systems in 5 workingDays, step-of-crm-systems, after decision, if kpis found plan-changes',
  ]);
  expect(fund['campaigns-yearly']?.steps).toEqual([
    'campaigns: prepare by crm-systems in 10 workingDays, step-of-crm-systems',
    'evaluation: evaluate by crm-systems in 10 workingDays, step-of-crm-systems, after campaigns, if campaigns found campaigns-ran',
    'decision: decide by manager in 5 workingDays, step-of-manager, after evaluation',
    'plan-update: carry-out by crm-systems in 10 workingDays, step-of-crm-systems, after decision, if evaluation found plan-changes',
  ]);
});

test('F-05: needs, journey, training and technology fall due by themselves', () => {
  expect(fund['crm-needs']).toEqual({
    rule: 'F-05',
    begins: ['asked by crm-systems, manager', 'each year, workingDay 1, about this'],
    steps: [
      'needs: wait-for by crm-systems in 15 workingDays, step-of-crm-systems',
      'standards: prepare by crm-systems in 10 workingDays, step-of-crm-systems, after needs',
      'approval: approve by manager in 5 workingDays, step-of-manager, after standards, or back to standards',
    ],
  });
  expect(fund['user-journey']).toEqual({
    rule: 'F-05',
    begins: ['each half-year, workingDay 1, about this'],
    steps: [
      'study: prepare by crm-systems in 15 workingDays, step-of-crm-systems',
      'decision: decide by manager in 5 workingDays, step-of-manager, after study',
    ],
  });
  expect(fund['system-training']).toEqual({
    rule: 'F-05',
    begins: ['asked by crm-systems, manager', 'each year, workingDay 1, about this'],
    steps: [
      'plan: prepare by crm-systems in 10 workingDays, step-of-crm-systems',
      'sessions: carry-out by crm-systems in 20 workingDays, step-of-crm-systems, after plan',
      'attendance: acknowledge by agent, supervisor, manager, quality, data-steward, deputy-steward, contact-centre in 10 workingDays, acknowledgement, after sessions',
    ],
  });
  expect(fund['technology-review']).toEqual({
    rule: 'F-05',
    begins: ['each half-year, workingDay 1, about this'],
    steps: [
      'departments: wait-for by crm-systems in 10 workingDays, step-of-crm-systems',
      'review: prepare by crm-systems in 10 workingDays, step-of-crm-systems, after departments',
      'decision: decide by manager in 5 workingDays, step-of-manager, after review',
    ],
  });
});

test('F-08: an answer whose date has passed is approved anew or withdrawn by those who keep the answers', () => {
  expect(fund['answer-review']).toEqual({
    rule: 'F-08',
    begins: ['on knowledge-review-due'],
    steps: [
      'review: carry-out by supervisor, quality in 10 workingDays, step-of-quality, once knowledge-review is there',
    ],
  });
});

test.each([
  ['month', 'system-monthly', 5, 3, 3],
  ['quarter', 'system-quarterly', 10, 5, 5],
  ['year', 'system-yearly', 20, 10, 5],
])(
  'F-05: each %s users are surveyed and performance is analysed, side by side; then gaps',
  (every, id, both, gaps, decision) => {
    expect(fund[id]).toEqual({
      rule: 'F-05',
      begins: [`each ${every}, workingDay 1, about previous`],
      steps: [
        `survey: carry-out by crm-systems in ${both} workingDays, step-of-crm-systems`,
        `performance: prepare by crm-systems in ${both} workingDays, step-of-crm-systems`,
        `gaps: prepare by crm-systems in ${gaps} workingDays, step-of-crm-systems, after survey and performance`,
        `decision: decide by manager in ${decision} workingDays, step-of-manager, after gaps`,
      ],
    });
  },
);

test('F-10, F-11: confidentiality is reviewed, and each version of the policy is read by every role', () => {
  expect(fund['confidentiality-review']).toEqual({
    rule: 'F-10',
    begins: ['each quarter, workingDay 1, about previous'],
    steps: [
      'review: prepare by quality, auditor in 10 workingDays, step-of-quality',
      'decision: decide by manager in 5 workingDays, step-of-manager, after review',
    ],
  });
  const everybody =
    'agent, supervisor, manager, quality, auditor, data-steward, deputy-steward, crm-systems, marketing-content, contact-centre';
  expect(fund['policy-acknowledgement']).toEqual({
    rule: 'F-11',
    begins: ['asked by manager', 'on policy-published'],
    steps: [`read: acknowledge by ${everybody} in 10 workingDays, acknowledgement`],
  });
  // “وعلى كافة المستويات”: a role that a later version adds may not be forgotten here.
  const { roles } = policyOf('development-fund');
  expect(Object.keys(roles).sort()).toEqual(everybody.split(', ').sort());
});

test('F-12, F-18: channels are measured each quarter by four measures, and their needs are studied each year', () => {
  expect(fund['channel-performance']).toEqual({
    rule: 'F-12',
    begins: ['each quarter, workingDay 1, about previous'],
    steps: [
      'figures: prepare by contact-centre in 3 workingDays, step-of-contact-centre, with channel-kpis',
      'evaluation: evaluate by contact-centre in 5 workingDays, step-of-contact-centre, after figures',
      'decision: decide by manager in 5 workingDays, step-of-manager, after evaluation',
    ],
  });
  const { evaluation } = policyOf('development-fund').kinds.procedure?.['channel-performance']?.steps ?? {};
  // Nobody types them: they are figures of each channel in the report that is frozen.
  const figure = (measure: string) => ({ step: 'figures', measure, by: 'channel' });
  expect(Object.entries(evaluation?.criteria ?? {}).map(([id, one]) => [id, one.target, one.figure])).toEqual([
    ['response-rate', 95, figure('responseRate')],
    ['response-minutes', 24 * 60, figure('responseMedian')],
    ['solved', 80, figure('solvedShare')],
    ['satisfaction', 4, figure('satisfaction')],
  ]);
  expect(fund['channel-needs']).toEqual({
    rule: 'F-18',
    begins: ['asked by contact-centre, manager', 'each year, workingDay 1, about this'],
    steps: [
      'proposals: wait-for by contact-centre in 10 workingDays, step-of-contact-centre',
      'performance: prepare by contact-centre in 10 workingDays, step-of-contact-centre',
      'developments: prepare by contact-centre in 10 workingDays, step-of-contact-centre',
      'requirements: prepare by contact-centre in 10 workingDays, step-of-contact-centre, after proposals and performance and developments',
      'decision: decide by manager in 5 workingDays, step-of-manager, after requirements',
      'filing: archive by contact-centre in 2 workingDays, step-of-contact-centre, after decision',
    ],
  });
});

test('F-13: a vendor is chosen by criteria that were published, and judged by the four standards of the clause', () => {
  expect(fund['vendor-selection']).toEqual({
    rule: 'F-13',
    begins: ['asked by contact-centre, manager'],
    steps: [
      'criteria: prepare by contact-centre in 5 workingDays, step-of-contact-centre',
      'criteria-approval: approve by manager in 3 workingDays, step-of-manager, after criteria, or back to criteria',
      'publication: carry-out by contact-centre in 3 workingDays, step-of-contact-centre, after criteria-approval, asks for closesOn (date)',
      'offers: wait-for by contact-centre in 30 calendarDays, step-of-contact-centre, after publication, due on closesOn of publication, closed by then',
      'opening: carry-out by quality in 2 workingDays, step-of-quality, after offers',
      'evaluation: evaluate by contact-centre, crm-systems, quality in 10 workingDays, step-of-contact-centre, after opening, by 2',
      'award: approve by manager in 5 workingDays, step-of-manager, after evaluation, or back to evaluation',
      'data-protection: prepare by contact-centre in 5 workingDays, step-of-contact-centre, after award, asks for security (text), privacy (text)',
      'data-protection-review: review by manager in 3 workingDays, step-of-manager, after data-protection, or back to data-protection',
      'contract: carry-out by contact-centre in 10 workingDays, step-of-contact-centre, after data-protection-review, asks for code (code), vendor (text), startsOn (date), endsOn (date), value (amount)',
      'filing: archive by contact-centre in 2 workingDays, step-of-contact-centre, after contract',
      'renewal: carry-out by contact-centre in 12 months, end-of-contract, after filing, due on endsOn of contract',
    ],
  });
  expect(fund['vendor-evaluation']).toEqual({
    rule: 'F-13',
    begins: ['asked by contact-centre, manager', 'each quarter, workingDay 3, about previous'],
    steps: [
      'evaluation: evaluate by contact-centre, crm-systems, quality in 5 workingDays, step-of-contact-centre, by 2',
      'corrections: decide by manager in 5 workingDays, step-of-manager, after evaluation',
    ],
  });
  const criteriaOf = (id: string) => {
    const { criteria = {} } = policyOf('development-fund').kinds.procedure?.[id]?.steps.evaluation ?? {};
    return Object.entries(criteria).map(([name, { target, weight }]) => `${name} ${target} × ${weight}`);
  };
  // The weights of the offers are a hundred points together.
  expect(criteriaOf('vendor-selection')).toEqual([
    ...['experience 100 × 20', 'skills 100 × 20', 'record 100 × 15', 'cost 100 × 25', 'fit 100 × 20'],
  ]);
  expect(criteriaOf('vendor-evaluation')).toEqual([
    ...['response-rate 95 × 3', 'quality 80 × 3', 'punctuality 95 × 2', 'cost 100 × 2'],
  ]);
});

test('F-13: what a vendor missed is corrected by a procedure that begins by itself; so is a late solution (ours)', () => {
  expect(fund['vendor-correction']).toEqual({
    rule: 'F-13',
    begins: ['on target missed in vendor-evaluation'],
    steps: [
      'notice: carry-out by contact-centre in 3 workingDays, step-of-contact-centre',
      'plan: prepare by contact-centre in 10 workingDays, step-of-contact-centre, after notice, with recommendations',
      'approval: approve by manager in 5 workingDays, step-of-manager, after plan, or back to plan',
      'measures: decide by manager in 5 workingDays, step-of-manager, after approval',
    ],
  });
  expect(fund['late-solution']).toEqual({
    rule: 'ours',
    begins: ['on breach of answer of a complaint'],
    steps: [
      'reason: prepare by quality in 5 workingDays, step-of-quality',
      'decision: decide by manager in 5 workingDays, step-of-manager, after reason',
    ],
  });
});

test('F-17: content is watched each week; what is improper is judged, dealt with, and its author’s case decided', () => {
  expect(fund['content-watch']).toEqual({
    rule: 'F-17',
    begins: ['each week, workingDay 1, about previous'],
    steps: [
      'look: prepare by contact-centre in 2 workingDays, step-of-contact-centre',
      'decision: decide by manager in 2 workingDays, step-of-manager, after look',
    ],
  });
  expect(fund.moderation).toEqual({
    rule: 'F-17',
    begins: ['asked by contact-centre, agent, supervisor, manager, quality'],
    steps: [
      'judgement: prepare by contact-centre in 4 workingHours, moderation',
      'treatment: carry-out by contact-centre in 4 workingHours, moderation, after judgement, if judgement found improper, asks for content (text), pictures (text)',
      'reply: carry-out by contact-centre in 8 workingHours, moderation, after judgement, if judgement found needs-reply, in public',
      'author: prepare by contact-centre in 8 workingHours, moderation, after judgement, if judgement found against-policy',
      'decision: review by manager in 2 workingDays, step-of-manager, after author, if judgement found against-policy, or back to author',
      'action: carry-out by contact-centre in 2 workingDays, step-of-contact-centre, after decision, if decision found warn or decision found block or decision found report, asks for pictures (text)',
      'filing: archive by contact-centre in 2 workingDays, step-of-contact-centre, after treatment and reply and action',
    ],
  });
});

test('whoever owes a step is reminded, then the manager hears of it, then quality', () => {
  expect(laddersOf('development-fund')).toMatchObject({
    'step-of-crm-systems': [
      'before 1 workingDays: crm-systems',
      'at: crm-systems, manager',
      'after 2 workingDays: quality',
    ],
    'step-of-marketing-content': [
      ...['before 1 workingDays: marketing-content', 'at: marketing-content, manager', 'after 2 workingDays: quality'],
    ],
    'step-of-contact-centre': [
      ...['before 1 workingDays: contact-centre', 'at: contact-centre, manager', 'after 2 workingDays: quality'],
    ],
    'step-of-quality': ['before 1 workingDays: quality', 'at: quality, manager'],
    'step-of-manager': ['before 1 workingDays: manager', 'at: quality', 'after 2 workingDays: manager, quality'],
    acknowledgement: [
      ...['before 5 workingDays: supervisor', 'before 1 workingDays: supervisor', 'at: manager'],
      'after 5 workingDays: quality',
    ],
    moderation: [
      'before 1 workingHours: contact-centre',
      'at: contact-centre, manager',
      'after 4 workingHours: quality',
    ],
    'followed-item': ['before 1 workingDays: owner', 'at: owner, manager', 'after 3 workingDays: quality'],
  });
});

test('nothing else is in force: a procedure that is added is written here too', () => {
  expect(Object.keys(fund).sort()).toEqual(
    [
      ...[
        'communication-plan',
        'campaigns-monthly',
        'campaigns-quarterly',
        'campaigns-yearly',
        'crm-needs',
        'user-journey',
      ],
      ...['system-monthly', 'system-quarterly', 'system-yearly', 'system-training', 'technology-review'],
      ...['confidentiality-review', 'policy-acknowledgement', 'policy-change', 'channel-performance', 'channel-needs'],
      'answer-review',
      ...['vendor-selection', 'vendor-evaluation', 'vendor-correction', 'late-solution', 'content-watch', 'moderation'],
    ].sort(),
  );
});
