import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./procedure/', import.meta.url));
