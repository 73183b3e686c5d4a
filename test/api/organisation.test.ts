import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./organisation/', import.meta.url));
