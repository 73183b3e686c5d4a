/** What several tests of a file ask about, run for whichever of them comes first. */
export interface RunOnce {
  /** What came up in the run. A run that broke is broken for every test that asks. */
  (): ReadonlySet<string>;
  /** What of these never came up. What is rare may be missing from one run: up to nine more are made, with values of their own. */
  missing(everything: readonly string[]): string[];
}

/** How often it is run at most until everything has come up. */
const mostRuns = 10;

/** Each test makes what it needs, and none needs another. `run` notes what came up. */
export function runOnce(run: (cameUp: Set<string>) => void): RunOnce {
  let outcome: { cameUp: Set<string> } | { broken: unknown } | undefined;
  const tried = () => {
    outcome ??= outcomeOf(run);
    if ('broken' in outcome) throw outcome.broken;
    return outcome.cameUp;
  };
  const missing = (everything: readonly string[]) => {
    const cameUp = tried();
    const never = () => everything.filter((one) => !cameUp.has(one));
    for (let runs = 1; runs < mostRuns && never().length > 0; runs += 1) run(cameUp);
    return never();
  };
  return Object.assign(tried, { missing });
}

function outcomeOf(run: (cameUp: Set<string>) => void): { cameUp: Set<string> } | { broken: unknown } {
  const cameUp = new Set<string>();
  try {
    run(cameUp);
    return { cameUp };
  } catch (broken) {
    return { broken };
  }
}
