/** Something wrong in a policy file, with the place if a person can mend it. */
export interface Problem {
  /** A refused pack is not loaded; a warned one is. */
  severity: 'refusal' | 'warning';
  file: string;
  line: number;
  /** The keys that lead to it, joined by dots; left out if it is the file as a whole. */
  path?: string;
  message: string;
}

export function problemText(problem: Problem): string {
  return `${problem.file}:${problem.line}: ${problem.severity}: ${problem.message}`;
}
