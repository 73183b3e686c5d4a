import { questionnaireFaults } from '../../domain/survey/questionnaire.ts';
import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';

/** Every questionnaire of the pack can be filled in and analysed. */
export function checkSurveys(pack: PackContent, source: PolicySource): Problem[] {
  return Object.entries(pack.surveys?.questionnaires ?? {}).flatMap(([name, questionnaire]) =>
    questionnaireFaults(questionnaire).map(({ path, message }) => {
      const steps = path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
      return source.refusal(['surveys', 'questionnaires', name, ...steps], `In \`${name}\`, ${path} ${message}.`);
    }),
  );
}
