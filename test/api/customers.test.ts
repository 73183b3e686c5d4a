import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./customers/', import.meta.url));
