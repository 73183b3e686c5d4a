import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./complaint/', import.meta.url));
