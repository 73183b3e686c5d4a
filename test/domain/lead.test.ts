import { testsIn } from '../support/jest/tests-in.ts';

await testsIn(new URL('./lead/', import.meta.url));
