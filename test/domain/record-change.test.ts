import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./record-change/', import.meta.url));
