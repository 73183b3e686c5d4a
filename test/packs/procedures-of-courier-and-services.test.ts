/** The courier's procedures and the government's, number by number as their policies must have them. Days and targets are ours. */
import { expect, test } from '@jest/globals';
import { dutiesOf, laddersOf, policyOf } from '../support/samples/written-duties.ts';

/** Of every organisation whose document says nothing of it. */
function changeOfPolicy(ladder: string) {
  return {
    ...{ rule: 'ours', begins: ['asked by quality, manager'] },
    steps: [
      `draft: prepare by quality, manager in 10 workingDays, ${ladder}`,
      'approval: approve by manager in 5 workingDays, step-of-manager, after draft, or back to draft',
    ],
  };
}

test('C-13: agents read their week, the week’s ticket report is reviewed, reports are analysed, and corrections are decided on', () => {
  expect(dutiesOf('courier')).toEqual({
    'policy-change': changeOfPolicy('step-of-manager'),
    'weekly-review': {
      rule: 'C-13',
      begins: ['each week, workingDay 1, about previous'],
      steps: [
        'read: acknowledge by agent in 3 workingDays, acknowledgement',
        'look: prepare by customer-experience-manager, manager in 2 workingDays, step-of-experience, with weekly-tickets',
        'decision: decide by manager, customer-experience-manager in 2 workingDays, step-of-manager, after look',
      ],
    },
    'care-analysis': {
      rule: 'C-13',
      begins: ['asked by manager, customer-experience-manager', 'each month, workingDay 1, about previous'],
      steps: [
        'report: prepare by customer-experience-manager in 3 workingDays, step-of-experience, with care-screen',
        'analysis: review by manager in 5 workingDays, step-of-manager, after report, or back to report',
        'decision: decide by manager, customer-experience-manager in 3 workingDays, step-of-manager, after analysis',
      ],
    },
  });
  expect(laddersOf('courier')).toMatchObject({
    'step-of-experience': [
      'before 1 workingDays: customer-experience-manager',
      ...['at: customer-experience-manager, manager', 'after 2 workingDays: quality'],
    ],
    'step-of-manager': ['before 1 workingDays: manager', 'at: quality', 'after 2 workingDays: manager, quality'],
    acknowledgement: ['before 1 workingDays: supervisor', 'at: supervisor', 'after 2 workingDays: manager'],
    'followed-item': ['before 1 workingDays: owner', 'at: owner, manager', 'after 3 workingDays: quality'],
  });
});

test('G-10: frequent questions are reviewed in both languages, staff are trained and are there for each channel', () => {
  const { 'team-evaluation': _, ...others } = dutiesOf('government-services');
  expect(others).toEqual({
    'policy-change': changeOfPolicy('step-of-quality'),
    'frequent-questions': {
      rule: 'G-10',
      begins: ['asked by supervisor, manager', 'each quarter, workingDay 1, about this'],
      steps: [
        'update: prepare by supervisor, manager in 10 workingDays, step-of-supervisor',
        'approval: approve by manager in 5 workingDays, step-of-manager, after update, or back to update',
        'publication: carry-out by supervisor, manager in 3 workingDays, step-of-supervisor, after approval',
      ],
    },
    'answer-review': {
      rule: 'G-10',
      begins: ['on knowledge-review-due'],
      steps: [
        'review: carry-out by supervisor, manager in 10 workingDays, step-of-supervisor, once knowledge-review is there',
      ],
    },
    'staff-training': {
      rule: 'G-10',
      begins: ['asked by supervisor, manager', 'each year, workingDay 1, about this'],
      steps: [
        'plan: prepare by supervisor, manager in 10 workingDays, step-of-supervisor',
        'approval: approve by manager in 5 workingDays, step-of-manager, after plan, or back to plan',
        'sessions: carry-out by supervisor, manager in 20 workingDays, step-of-supervisor, after approval',
        'attendance: acknowledge by agent, supervisor, manager, quality in 10 workingDays, acknowledgement, after sessions',
      ],
    },
    'policy-acknowledgement': {
      rule: 'ours',
      begins: ['asked by manager', 'on policy-published'],
      steps: ['read: acknowledge by agent, supervisor, manager, quality in 10 workingDays, acknowledgement'],
    },
    'channel-staffing': {
      rule: 'G-10',
      begins: ['asked by supervisor, manager', 'each half-year, workingDay 1, about this'],
      steps: [
        'plan: prepare by supervisor, manager in 5 workingDays, step-of-supervisor',
        'approval: approve by manager in 3 workingDays, step-of-manager, after plan, or back to plan',
      ],
    },
  });
});

test('G-12: each month teams are measured by targets that follow from the charter', () => {
  expect(dutiesOf('government-services')['team-evaluation']).toEqual({
    rule: 'G-12',
    begins: ['each month, workingDay 1, about previous'],
    steps: [
      'figures: prepare by quality in 3 workingDays, step-of-quality, with team-targets',
      'evaluation: evaluate by quality in 5 workingDays, step-of-quality, after figures',
      'decision: decide by manager in 5 workingDays, step-of-manager, after evaluation',
    ],
  });
  const { evaluation } = policyOf('government-services').kinds.procedure?.['team-evaluation']?.steps ?? {};
  const figure = (measure: string) => ({ step: 'figures', measure, by: 'group' });
  const targets = Object.entries(evaluation?.criteria ?? {}).map(([id, one]) => [
    ...[id, one.target, one.weight],
    one.figure,
  ]);
  expect(targets).toEqual([
    ['in-time', 95, 2, figure('inTimeShare')],
    ['answered', 95, 1, figure('responseRate')],
    ['satisfaction', 4, 2, figure('satisfaction')],
  ]);
  expect(laddersOf('government-services')).toMatchObject({
    'step-of-supervisor': [
      'before 1 workingDays: supervisor',
      'at: supervisor, manager',
      'after 2 workingDays: quality',
    ],
    'step-of-quality': ['before 1 workingDays: quality', 'at: quality, manager'],
    'step-of-manager': ['before 1 workingDays: manager', 'at: quality', 'after 2 workingDays: manager, quality'],
    acknowledgement: ['before 2 workingDays: supervisor', 'at: manager', 'after 5 workingDays: quality'],
    'followed-item': ['before 1 workingDays: owner', 'at: owner, manager', 'after 3 workingDays: quality'],
  });
});
