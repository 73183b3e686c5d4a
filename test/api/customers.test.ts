import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./customers/', import.meta.url));
