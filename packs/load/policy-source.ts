import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { withAmendment } from './amended.ts';
import type { Problem } from './problem.ts';

export type Path = readonly PropertyKey[];

/** The text of one policy file: its content, and the line on which each part of it stands. */
export class PolicySource {
  readonly file: string;
  /** What the YAML says, before any schema has looked at it. */
  readonly content: unknown;
  /** What it says of its term: apart from the content, which is the same whenever it is in force. */
  readonly inForce: unknown;
  private readonly document: Document;
  private readonly lines = new LineCounter();
  readonly text: string;

  /** @param amends the content that this text amends; left out: it stands alone */
  constructor(file: string, text: string, amends?: unknown) {
    this.file = file;
    this.text = text;
    this.document = parseDocument(text, { lineCounter: this.lines, version: '1.2', prettyErrors: false });
    const whole: unknown = this.document.errors.length === 0 ? this.document.toJS() : undefined;
    const { inForce, ...said } = typeof whole === 'object' && whole !== null ? (whole as Record<string, unknown>) : {};
    this.inForce = inForce;
    const content = inForce === undefined ? whole : said;
    this.content = amends === undefined ? content : withAmendment(amends, withoutBasis(content));
  }

  /** The same text as what it makes of another content. Lines are those of the text itself. */
  amending(content: unknown): PolicySource {
    return new PolicySource(this.file, this.text, content);
  }

  /** Text that is not YAML, a key given twice included. */
  get syntaxProblems(): Problem[] {
    return this.document.errors.map((error) => ({
      severity: 'refusal',
      file: this.file,
      line: this.lines.linePos(error.pos[0]).line,
      message: `This is not sound YAML: ${error.message.replace(/\.$/, '')}.`,
    }));
  }

  refusal(path: Path, message: string): Problem {
    return { severity: 'refusal', file: this.file, ...this.placeOf(path), message };
  }

  warning(path: Path, message: string): Problem {
    return { severity: 'warning', file: this.file, ...this.placeOf(path), message };
  }

  private placeOf(path: Path): Pick<Problem, 'path' | 'line'> {
    return { path: path.map(String).join('.'), line: this.lineOf(path) };
  }

  /** The line of the key or list item at a path. If the path leads nowhere, that of its last part that exists. */
  lineOf(path: Path): number {
    let node: unknown = this.document.contents;
    let start = startOf(node);
    for (const step of path) {
      const next = stepInto(node, step);
      if (!next) break;
      start = next.start ?? start;
      node = next.node;
    }
    return Math.max(1, this.lines.linePos(start ?? 0).line);
  }
}

function withoutBasis(said: unknown): unknown {
  const { amends: _, ...rest } = said as Record<string, unknown>;
  return rest;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}

function stepInto(node: unknown, step: PropertyKey): { node: unknown; start: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
    return pair && { node: pair.value, start: startOf(pair.key) };
  }
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return item === undefined ? undefined : { node: item, start: startOf(item) };
  }
  return undefined;
}
