import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./customer/', import.meta.url));
