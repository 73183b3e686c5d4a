import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./leads/', import.meta.url));
