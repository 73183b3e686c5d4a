/**
 * `npm run demo`, against a running `npm start`: one Arabic complaint for each of the five organisations. Then one in the
 * sandbox that nobody answers in time, and one that needs everybody. Then the survey of a programme, a lead to its funding,
 * the performance report of the month before, and a change of the policy.
 * Prints what happens. All persons are made up and marked so.
 */
import { LocalApi } from './api-client.ts';
import { everybodyHelps } from './demo/everybody-helps.ts';
import { leadToSuccess } from './demo/lead-to-success.ts';
import { monthlyReport } from './demo/monthly-report.ts';
import { nobodyAnswers } from './demo/nobody-answers.ts';
import { oneComplaint } from './demo/one-complaint.ts';
import { policyChange } from './demo/policy-change.ts';
import { surveyCycle } from './demo/survey-cycle.ts';

const api = new LocalApi(process.env.INAYA_DATA_DIR || '.inaya');
const five = ['development-fund', 'courier', 'neighbourhood-centres', 'beneficiary-society', 'government-services'];

for (const organisation of five) await oneComplaint(api, organisation);
await nobodyAnswers(api);
await everybodyHelps(api);
await surveyCycle(api, new Date());
await leadToSuccess(api, new Date());
await monthlyReport(api);
await policyChange(api);
