/** What a version says otherwise than the one before it, rule by rule: what people read before they approve it. */
import { isMap } from '../load/amended.ts';
import { canonicalJson } from '../load/content-hash.ts';
import type { Wording } from '../schema.ts';

/** One place that differs. `title` is that of the nearest part that has one. What was not there, or is gone, is null. */
export interface PolicyChange {
  /** The keys that lead to it, joined by dots. */
  path: string;
  kind: 'added' | 'removed' | 'changed';
  title: Wording | null;
  before: unknown;
  after: unknown;
}

/** The changes that stand by one rule, with the clause that it quotes; `rule` is null for what the organisation decided itself. */
export interface ChangesOfRule {
  rule: string | null;
  clause: { clause: string; says: string } | null;
  changes: PolicyChange[];
}

type Tree = Record<string, unknown>;

/** The differences of two versions of a policy, or of a calendar. Lists differ as a whole; numbers and hashes of versions do not count. */
export function policyDifferences(before: object, after: object): ChangesOfRule[] {
  const found = [...changesOf(content(before), content(after), { path: [], rule: null, title: null })];
  const clauses = { ...clausesOf(before), ...clausesOf(after) };
  const byRule = new Map<string | null, PolicyChange[]>();
  for (const { rule, ...change } of found) byRule.set(rule, [...(byRule.get(rule) ?? []), change]);
  const grouped = [...byRule].map(([rule, changes]) => ({ rule, clause: (rule && clauses[rule]) || null, changes }));
  return grouped.sort((one, other) => Number(one.rule === null) - Number(other.rule === null));
}

interface Place {
  path: string[];
  rule: string | null;
  title: Wording | null;
}

function* changesOf(before: unknown, after: unknown, place: Place): Generator<PolicyChange & { rule: string | null }> {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return;
  const { path, rule, title } = place;
  if (!isMap(before) || !isMap(after)) {
    const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    yield { path: path.join('.'), rule, kind, title, before: before ?? null, after: after ?? null };
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    yield* changesOf(before[key], after[key], placeOf(place, key, after[key] ?? before[key]));
  }
}

/** A part is of the rule that it names, a list of the first that it names, else of that of the part around it. A clause is of its own. */
function placeOf({ path, rule, title }: Place, key: string, part: unknown): Place {
  const speaker = Array.isArray(part) ? part.find((item) => isMap(item) && typeof item.rule === 'string') : part;
  const own = isMap(speaker) ? speaker : {};
  const named = typeof own.rule === 'string' ? own.rule : own.source === 'ours' ? null : rule;
  return {
    path: [...path, key],
    rule: path.length === 1 && path[0] === 'clauses' ? key : named,
    title: isWording(own.title) ? own.title : title,
  };
}

function content(whole: object): Tree {
  const { version: _, hash: __, inForce: ___, ...rest } = whole as Tree;
  return rest;
}

function clausesOf(whole: object): Record<string, { clause: string; says: string }> {
  return (whole as { clauses?: Record<string, { clause: string; says: string }> }).clauses ?? {};
}

function isWording(value: unknown): value is Wording {
  return isMap(value) && typeof value.ar === 'string' && typeof value.en === 'string';
}
