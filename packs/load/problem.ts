/** Something wrong in a policy file, with the place if a person can mend it. */
export interface Problem {
  /** A refused pack is not loaded; a warned one is. */
  severity: 'refusal' | 'warning';
  file: string;
  line: number;
  message: string;
}

export function problemText(problem: Problem): string {
  return `${problem.file}:${problem.line}: ${problem.severity}: ${problem.message}`;
}
