import { say } from '../console.ts';
import { type Part, type RunningPart, startPart } from './child-processes.ts';

/** How long is waited before each new start, in seconds; a part that ends once more after the last is left alone. */
const pauses = [1, 2, 5, 10, 30];
/** A part that has run for so long has been sound: its ends before count no more. */
const soundAfterMs = 10 * 60_000;

interface Settings {
  env: NodeJS.ProcessEnv;
  dataDir: string;
  /** What a person types into another terminal to start it by hand. */
  byHand: (part: Part) => string;
}

/**
 * Starts parts again that end although nobody stopped them, and says so; one that ends again and again is left alone.
 * The list always holds what runs at present. Returns the off switch.
 */
export function keepRunning(parts: RunningPart[], { env, dataDir, byHand }: Settings): () => void {
  let on = true;
  const timers = new Set<NodeJS.Timeout>();
  const keep = (running: RunningPart, endsBefore: number) => {
    const since = performance.now();
    void running.ended.then((how) => {
      if (!on) return;
      const { part, logFile } = running;
      const ends = performance.now() - since > soundAfterMs ? 0 : endsBefore;
      const pause = pauses[ends];
      say(`\n✗ The ${part.name} has ended (${how}); ${logFile} has its last words. The rest keeps running.`);
      if (pause === undefined) {
        say(`  It has ended ${ends + 1} times in a row and is not started any more. Its log says why.`);
        say(`  Once that is mended, in another terminal: ${byHand(part)}`);
        return;
      }
      say(`  It is started again in ${pause} s.`);
      const timer = setTimeout(() => {
        timers.delete(timer);
        const next = startPart(part, env, dataDir);
        parts[parts.indexOf(running)] = next;
        say(`✓ The ${part.name} has been started again.`);
        keep(next, ends + 1);
      }, pause * 1000);
      timers.add(timer);
    });
  };
  for (const running of parts) keep(running, 0);
  return () => {
    on = false;
    for (const timer of timers) clearTimeout(timer);
  };
}
