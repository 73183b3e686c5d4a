import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./surveys/', import.meta.url));
