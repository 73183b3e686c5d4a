import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./organisation/', import.meta.url));
