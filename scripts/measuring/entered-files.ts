import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files of the product of which at least one function ran, each with how many did. */
export type EnteredFiles = ReadonlyMap<string, number>;

/** Counts which files are entered, by the coverage counter of V8; code that runs in the workflow sandbox is not seen. */
export class FileCounter {
  private readonly session = new Session();
  private readonly root: string;

  /** @param root the folder of the product; what lies outside it or in `node_modules` is not counted */
  constructor(root: string) {
    this.root = root;
    this.session.connect();
  }

  /** Does something and says which files were entered meanwhile, no matter who else worked in this process. */
  async during(act: () => Promise<unknown>): Promise<EnteredFiles> {
    await this.session.post('Profiler.enable');
    await this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await act();
    const { result } = await this.session.post('Profiler.takePreciseCoverage');
    await this.session.post('Profiler.stopPreciseCoverage');
    const entered = result.flatMap(({ url, functions }): [string, number][] => {
      const file = url.startsWith('file://') ? relative(this.root, fileURLToPath(url.split('?')[0] ?? url)) : '';
      if (!/^(?!\.\.|node_modules|scripts).+\.ts$/.test(file)) return [];
      const ran = functions.filter(({ functionName, ranges }) => functionName !== '' && (ranges[0]?.count ?? 0) > 0);
      return ran.length > 0 ? [[file, ran.length]] : [];
    });
    return new Map(entered);
  }

  end(): void {
    this.session.disconnect();
  }
}
