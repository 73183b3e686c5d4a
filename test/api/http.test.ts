import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./http/', import.meta.url));
