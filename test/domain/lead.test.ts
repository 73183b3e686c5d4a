import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./lead/', import.meta.url));
