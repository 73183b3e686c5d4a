import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./customer/', import.meta.url));
