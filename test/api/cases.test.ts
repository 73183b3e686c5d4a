import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./cases/', import.meta.url));
