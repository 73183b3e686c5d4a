import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./complaints/', import.meta.url));
