/** Reads a file that somebody brought as a table, in a thread of its own: the worst file ends the thread. */
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { type FileFault, FileRefused, type TableRow } from './table.ts';

export type TableForm = 'csv' | 'excel';

export interface ThreadAnswer {
  rows?: TableRow[];
  isDone?: true;
  refused?: { fault: FileFault; at: number | string | null };
  /** What nobody expected. */
  failed?: unknown;
}

/** What ten thousand rows and all texts of a workbook need several times over, in MB. */
const mostMemory = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, codeRangeSizeMb: 16, stackSizeMb: 4 };
/** A file that is meant takes a second. */
const longestSeconds = 60;

/**
 * The rows as they are read. `titles`: those that are known. The bytes are given away: nobody can read them afterwards.
 * @throws FileRefused, also if the thread has ended of it.
 */
export async function* tableRows(
  bytes: Uint8Array<ArrayBuffer>,
  form: TableForm,
  titles: readonly string[] = [],
  resourceLimits: ResourceLimits = mostMemory,
): AsyncIterable<TableRow> {
  const thread = new Worker(threadCode, {
    workerData: { bytes, form, titles },
    transferList: [bytes.buffer],
    resourceLimits,
    eval: true,
    execArgv: [],
    stderr: true,
  });
  const answers = new Answers(thread);
  const timer = setTimeout(() => void thread.terminate(), longestSeconds * 1000);
  try {
    for (;;) {
      const answer = await answers.next();
      if (answer.refused) throw new FileRefused(answer.refused.fault, answer.refused.at);
      if (answer.failed) throw answer.failed;
      yield* answer.rows ?? [];
      if (answer.isDone) return;
    }
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}

/** Loads the thread's file; from the sources with what reads TypeScript, which threads do not inherit. */
const threadCode = import.meta.url.endsWith('.js')
  ? `import(${JSON.stringify(new URL('./table-thread.js', import.meta.url).href)})`
  : `import('tsx/esm/api').then(({ register }) => {
       register();
       return import(${JSON.stringify(new URL('./table-thread.ts', import.meta.url).href)});
     })`;

/** What the thread says, in its order; that it has ended is an answer too. */
class Answers {
  private readonly waiting: ThreadAnswer[] = [];
  private wake: () => void = () => undefined;

  constructor(thread: Worker) {
    const take = (answer: ThreadAnswer) => {
      this.waiting.push(answer);
      this.wake();
    };
    const ended = { refused: { fault: 'too-heavy', at: null } } as const;
    thread.on('message', take);
    thread.on('error', (error: NodeJS.ErrnoException) => {
      take(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? ended : { failed: error });
    });
    thread.on('exit', () => take(ended));
  }

  async next(): Promise<ThreadAnswer> {
    for (;;) {
      const answer = this.waiting.shift();
      if (answer) return answer;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
