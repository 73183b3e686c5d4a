import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./cases/', import.meta.url));
