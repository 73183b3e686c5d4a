import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./leads/', import.meta.url));
