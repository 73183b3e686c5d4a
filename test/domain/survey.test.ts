import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./survey/', import.meta.url));
