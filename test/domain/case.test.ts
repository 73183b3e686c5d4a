import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./case/', import.meta.url));
