import { expect, test } from '@jest/globals';
import { caseKinds } from '../../domain/kinds.ts';
import * as workflows from '../../workflows/index.ts';

// The engine finds a workflow by the name in its history: one that is renamed is one that nobody runs any more.
test('the worker runs a workflow for every kind of case, and the housekeeping under the names that histories have', () => {
  const housekeeping = [
    ...[
      'archiveHistories',
      'sweepCases',
      'endRetention',
      'giveToMany',
      'importCustomers',
      'inviteToSurvey',
      'makeCheckpoint',
      'makeReplay',
      'moveIn',
      'sendContactCode',
    ],
    ...['sendRegistrationCode', 'sendReports', 'startProcedures', 'startSurveyCycles', 'sweepOrphans'],
    ...['tellOfAbsence', 'tellStaff'],
  ];
  expect(Object.keys(workflows).sort()).toEqual([...caseKinds, ...housekeeping].sort());
});
