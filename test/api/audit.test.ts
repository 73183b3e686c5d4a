import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./audit/', import.meta.url));
