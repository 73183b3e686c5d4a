import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./surveys/', import.meta.url));
