import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./record-change/', import.meta.url));
