/** Every workflow that the worker runs: one per kind of case, and the product's own housekeeping. */

export * from './cases.ts';
export * from './upkeep/daily.ts';
export * from './upkeep/give-to-many.ts';
export * from './upkeep/import-customers.ts';
export * from './upkeep/invite-to-survey.ts';
export * from './upkeep/make-replay.ts';
export * from './upkeep/move-in.ts';
export * from './upkeep/one-time-codes.ts';
export * from './upkeep/procedures.ts';
export * from './upkeep/tell-of-absence.ts';
export * from './upkeep/tell-staff.ts';
