/** A version of a policy that says only what is new in it: the rest stands as in the version that it amends. */
import type { PolicyFile } from './policy-files.ts';
import type { Problem } from './problem.ts';

/** A content with what an amendment says of it: maps part by part, everything else whole; a part that is null is gone. */
export function withAmendment(content: unknown, amendment: unknown): unknown {
  if (!isMap(content) || !isMap(amendment)) return amendment;
  const changed = { ...content };
  for (const [name, part] of Object.entries(amendment)) {
    if (part === null) delete changed[name];
    else changed[name] = withAmendment(content[name], part);
  }
  return changed;
}

/** True of what YAML calls a map. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The files with those that amend another one made whole, in their order of reading. What cannot be is left out, and said. */
export function amended(files: readonly PolicyFile[], problems: Problem[]): PolicyFile[] {
  const whole = new Map<string, PolicyFile>();
  const place = ({ folder, version }: Pick<PolicyFile, 'folder' | 'version'>) => `${folder}/${version}`;
  for (const file of [...files].sort((one, other) => one.version - other.version)) {
    const { source, folder, version } = file;
    const amends = isMap(source.content) ? source.content.amends : undefined;
    if (amends === undefined) {
      whole.set(place(file), file);
      continue;
    }
    const earlier =
      typeof amends === 'number' && amends < version ? whole.get(place({ folder, version: amends })) : undefined;
    if (earlier) whole.set(place(file), { ...file, source: source.amending(earlier.source.content) });
    else
      problems.push(
        source.refusal(['amends'], `There is no earlier version ${String(amends)} of \`${folder}\` to amend.`),
      );
  }
  return files.flatMap((file) => {
    const made = whole.get(place(file));
    // Two folders may have the same version: each file is its own.
    return made && made.source.file === file.source.file
      ? [made]
      : isMap(file.source.content) && 'amends' in file.source.content
        ? []
        : [file];
  });
}
