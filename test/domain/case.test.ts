import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./case/', import.meta.url));
