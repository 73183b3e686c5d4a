import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./survey/', import.meta.url));
