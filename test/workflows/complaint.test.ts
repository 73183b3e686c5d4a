import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./complaint/', import.meta.url));
