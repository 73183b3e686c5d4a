import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./deadline/', import.meta.url));
