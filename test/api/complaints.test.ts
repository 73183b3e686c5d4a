import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./complaints/', import.meta.url));
