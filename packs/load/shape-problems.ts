import type { ZodError } from 'zod';
import type { Path, PolicySource } from './policy-source.ts';
import type { Problem } from './problem.ts';

type Issue = ZodError['issues'][number];

/** What the schema found wrong, as sentences with lines. */
export function shapeProblems(error: ZodError, source: PolicySource): Problem[] {
  return error.issues.flatMap((issue) => issueProblems(issue, source));
}

function issueProblems(issue: Issue, source: PolicySource): Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      source.refusal([...issue.path, key], `Unknown key \`${key}\` ${within(issue.path)}.`),
    );
  if (issue.code === 'invalid_key') {
    const why = issue.issues[0]?.message ?? issue.message;
    return [source.refusal(issue.path, `\`${String(issue.path.at(-1))}\` cannot be a name here: ${why}.`)];
  }
  return [source.refusal(issue.path, `\`${place(issue.path)}\`: ${issue.message}.`)];
}

function place(path: Path): string {
  return path.length === 0 ? 'the file' : path.map(String).join('.');
}

function within(path: Path): string {
  return path.length === 0 ? 'at the top of the file' : `in \`${place(path)}\``;
}
