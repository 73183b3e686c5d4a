import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./survey-cycle/', import.meta.url));
