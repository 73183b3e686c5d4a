import { testsIn } from '../support/tests-in.ts';

await testsIn(new URL('./public/', import.meta.url));
