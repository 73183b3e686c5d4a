import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./survey-cycle/', import.meta.url));
