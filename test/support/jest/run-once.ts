/**
 * What several tests of a file ask about, run for whichever of them comes first: each makes what it needs, and none
 * needs another. `run` notes what came up. A run that broke is broken for every test that asks.
 */
export function runOnce(run: (cameUp: Set<string>) => void): () => ReadonlySet<string> {
  let outcome: { cameUp: Set<string> } | { broken: unknown } | undefined;
  return () => {
    outcome ??= outcomeOf(run);
    if ('broken' in outcome) throw outcome.broken;
    return outcome.cameUp;
  };
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
