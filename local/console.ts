/** A line for the person who typed the command. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Does one step of the set-up and says what it was and how long it took. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  say(`… ${what}`);
  try {
    const result = await work();
    say(`✓ ${what} (${seconds()})`);
    return result;
  } catch (error) {
    say(`✗ ${what} (${seconds()})`);
    throw error;
  }
}

/** An error that a person can act on: it is printed without a stack. */
export class SetupError extends Error {
  override name = 'SetupError';
}

/** One sentence from whatever was thrown. */
export function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const first = text.split('\n')[0] ?? '';
  return first.length > 200 ? `${first.slice(0, 200)}…` : first;
}
