import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./system/', import.meta.url));
