import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./system/', import.meta.url));
