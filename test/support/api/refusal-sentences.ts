/** Every sentence of a refusal that stands in the code, found in its syntax: what is said, and where. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Sentence {
  /** With `1` in each gap. */
  text: string;
  where: string;
}

const rooms = ['api', 'application', 'domain', 'packs/intake.ts', 'packs/validate-record.ts', 'temporal'];

/** The place of the sentence among the arguments of these functions. */
const sayers: Record<string, number> = { Refused: 1, no: 1, invalid: 1, wrongQuery: 1, regex: 1, refine: 1 };

export function refusalSentences(root: string): Sentence[] {
  const files = rooms.flatMap((room) =>
    room.endsWith('.ts')
      ? [room]
      : readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts'))
          .map((name) => join(room, name)),
  );
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    return sentencesIn(source, source);
  });
}

function sentencesIn(node: ts.Node, source: ts.SourceFile): Sentence[] {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  const own = saidBy(node).map((text) => ({ text, where: `${source.fileName}:${line + 1}` }));
  const inner: Sentence[] = [];
  ts.forEachChild(node, (child) => {
    inner.push(...sentencesIn(child, source));
  });
  return [...own, ...inner];
}

function saidBy(node: ts.Node): string[] {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
    const place = ts.isIdentifier(called) && Object.hasOwn(sayers, called.text) ? sayers[called.text] : undefined;
    const said = place === undefined ? undefined : node.arguments?.[place];
    return said ? textsOf(said) : [];
  }
  // The faults of a body, and what a schema says of an issue.
  const isMessage =
    ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && ['message', 'error'].includes(node.name.text);
  return isMessage ? textsOf(node.initializer) : [];
}

/** What a name of the same file stands for. */
function constantIn(source: ts.SourceFile, name: string): ts.Expression | undefined {
  let found: ts.Expression | undefined;
  const look = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText(source) === name) found ??= node.initializer;
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

/** What an expression may say; nothing of what is only known when it runs. */
function textsOf(said: ts.Expression): string[] {
  if (ts.isStringLiteralLike(said)) return [said.text];
  if (ts.isTemplateExpression(said))
    return [said.head.text + said.templateSpans.map(({ literal }) => `1${literal.text}`).join('')];
  if (ts.isConditionalExpression(said)) return [said.whenTrue, said.whenFalse].flatMap(textsOf);
  if (ts.isParenthesizedExpression(said)) return textsOf(said.expression);
  if (ts.isIdentifier(said)) {
    const constant = constantIn(said.getSourceFile(), said.text);
    return constant && !ts.isIdentifier(constant) ? textsOf(constant) : [];
  }
  if (ts.isBinaryExpression(said) && said.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return textsOf(said.right);
  return [];
}
