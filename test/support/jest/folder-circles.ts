/** Folders of a room that need each other: each could be read, tested and moved alone if they did not. */

import { dirname, join } from 'node:path';
import ts from 'typescript';

/** A file, and a file of another folder of the same room that it needs when it runs. */
interface Need {
  from: string;
  to: string;
}

/** What a file imports of this project by value, as paths from the root; an import of types alone is gone when it runs. */
export function importedByValue(file: string, text: string): string[] {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier) || !moduleSpecifier.text.startsWith('.')) return [];
    return isOfTypes(statement) ? [] : [join(dirname(file), moduleSpecifier.text)];
  });
}

function isOfTypes(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) {
    const { isTypeOnly, exportClause } = statement;
    return isTypeOnly || (exportClause !== undefined && ts.isNamedExports(exportClause) && areTypes(exportClause));
  }
  const clause = statement.importClause;
  if (!clause) return false;
  const { phaseModifier, name, namedBindings } = clause;
  if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  return !name && namedBindings !== undefined && ts.isNamedImports(namedBindings) && areTypes(namedBindings);
}

function areTypes({ elements }: ts.NamedImports | ts.NamedExports): boolean {
  return elements.every(({ isTypeOnly }) => isTypeOnly);
}

/** The folder directly below the room; a file that lies in the room itself stands for itself. */
function folderOf(file: string): string {
  return file.split('/').slice(0, 2).join('/');
}

/** Every import that is part of a circle of folders, as `from → to`. `texts`: the files of the room by their paths. */
export function folderCircles(texts: ReadonlyMap<string, string>): string[] {
  const needs = [...texts].flatMap(([from, text]): Need[] =>
    importedByValue(from, text)
      .filter((to) => texts.has(to) && folderOf(to) !== folderOf(from))
      .map((to) => ({ from, to })),
  );
  const next = new Map<string, Set<string>>();
  for (const { from, to } of needs) {
    next.set(folderOf(from), (next.get(folderOf(from)) ?? new Set()).add(folderOf(to)));
  }
  return needs
    .filter(({ from, to }) => reached(next, folderOf(to)).has(folderOf(from)))
    .map(({ from, to }) => `${from} → ${to}`)
    .sort();
}

/** The folders that one needs, also through others. */
function reached(next: ReadonlyMap<string, ReadonlySet<string>>, start: string): Set<string> {
  const found = new Set([start]);
  for (const folder of found) for (const other of next.get(folder) ?? []) found.add(other);
  return found;
}
