import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./public/', import.meta.url));
