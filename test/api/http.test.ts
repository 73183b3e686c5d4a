import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./http/', import.meta.url));
