import { surveyCycle as kind } from '../../domain/survey-cycle/kind.ts';
import type { SurveyCyclePolicy } from '../../domain/survey-cycle/policy.ts';
import type { SurveyCycleDetails } from '../../domain/survey-cycle/state.ts';
import type { CaseInput } from '../messages/case.ts';
import { runCase } from '../runner/run-case.ts';

/** The life of one survey cycle: beneficiaries asked after a programme, their results acted on, then the donors asked. */
export async function surveyCycle(input: CaseInput<SurveyCycleDetails, SurveyCyclePolicy>): Promise<void> {
  await runCase(kind, input);
}
