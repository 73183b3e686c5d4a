/** How often an activity is repeated that is tried until it succeeds. These numbers stand in histories. */

/** For what a case waits for: a database that is away for a moment costs a moment. */
export const soon = { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' } as const;

/** For what goes out by a gateway, which may be away for days. */
export const patiently = { initialInterval: '1s', maximumInterval: '10m' } as const;
