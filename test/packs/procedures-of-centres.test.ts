import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./procedures-of-centres/', import.meta.url));
