import { afterAll, beforeAll } from '@jest/globals';
import { testsIn } from '../support/jest/tests-in.ts';
import { WorkflowLab } from '../support/workflows/workflow-lab.ts';

// Each file stops the lab that it has started: as long as this one has it as well, the next file finds it running.
let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

await testsIn(new URL('./complaint/', import.meta.url));
