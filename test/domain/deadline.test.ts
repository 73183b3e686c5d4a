import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./deadline/', import.meta.url));
