/** Every workflow that the worker runs, one per kind of case. */
export { complaint } from './complaint.ts';
