/** A text that is proposed as the next version of what an organisation has published: its policy, or one of its calendars. */
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import { checkCalendar } from '../checks/calendar.ts';
import { newestLasting } from '../in-force.ts';
import { isMap } from '../load/amended.ts';
import { checkPack } from '../load/check-pack.ts';
import { contentHash } from '../load/content-hash.ts';
import { packHash } from '../load/load.ts';
import { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import { shapeProblems } from '../load/shape-problems.ts';
import { termOf } from '../load/term.ts';
import { type CalendarFile, CalendarSchema, type Pack, PackSchema } from '../schema.ts';

/** The longest text of a version, in bytes of UTF-8. */
export const longestText = 512 * 1024;

/** A version that has been published, with its text if that was kept. */
export interface PublishedVersion {
  pack: Pack;
  text?: string | undefined;
}

/** What one organisation has published: every version of its policy, and the newest version of each calendar. */
export interface Published {
  versions: readonly PublishedVersion[];
  calendars: readonly CalendarSnapshot[];
}

/** The version that a proposed one is built on. */
export interface Base {
  version: number;
  hash: string;
}

interface Proposed {
  text: string;
  base: Base;
  /** Of the whole as it would be made, and of its term: what people approve by. */
  digest: string;
  /** What does not stand in its way. */
  warnings: Problem[];
}

/** A sound version of a policy. The term of the pack is the one that the text asks for. */
export interface ProposedPolicy extends Proposed {
  what: 'policy';
  pack: Pack;
}

/** A sound version of a calendar. */
export interface ProposedCalendar extends Proposed {
  what: 'calendar';
  calendar: CalendarFile;
  /** The newest published version, on which it is built. */
  before: CalendarSnapshot;
}

/** Why a text cannot be published, with what else was found. */
export interface Unsound {
  what: 'unsound';
  problems: Problem[];
}

export type ProposedVersion = ProposedPolicy | ProposedCalendar | Unsound;

/**
 * Reads a proposed text and makes it whole. A policy's text may say `amends: N` and only what is new; a calendar is told by its
 * `zone`. `today` (a date) is for the horizon of calendars.
 */
export function proposedVersion(
  text: string,
  published: Published,
  today: string = new Date().toISOString().slice(0, 10),
): ProposedVersion {
  if (Buffer.byteLength(text) > longestText) return unsound([tooLong]);
  const said = new PolicySource(file, text);
  if (said.syntaxProblems.length > 0) return unsound(said.syntaxProblems);
  return isMap(said.content) && 'zone' in said.content
    ? proposedCalendar(said, published, today)
    : proposedPolicy(said, published);
}

/** A proposed text has no file yet: problems call it so. */
const file = 'proposal';

const tooLong: Problem = { severity: 'refusal', file, line: 1, message: 'A version has 512 kB of text at most.' };

function proposedPolicy(said: PolicySource, published: Published): ProposedVersion {
  const { versions } = published;
  const asked = isMap(said.content) ? said.content.amends : undefined;
  const packs = versions.map(({ pack }) => pack);
  const base = asked === undefined ? newestLasting(packs) : packs.find(({ version }) => version === asked);
  if (!base)
    return unsound([said.refusal(['amends'], `There is no published version ${String(asked ?? '')} to amend.`)]);
  const source = asked === undefined ? said : said.amending(contentOf(base.version, versions));
  const shape = PackSchema.safeParse(source.content);
  if (!shape.success) return unsound(shapeProblems(shape.error, source));
  const content = shape.data;
  const problems = [
    ...checkPack(content, source, new Set(published.calendars.map(({ name }) => name))),
    ...keptFor(base, content, source),
  ];
  const calendar = published.calendars.find(({ name }) => name === content.calendar)?.calendar;
  const inForce = termOf(source, content.version, calendar, problems);
  if (problems.some(isRefusal)) return unsound(problems);
  const hash = packHash(content, source.content);
  return {
    what: 'policy',
    pack: { ...content, hash, ...(inForce ? { inForce } : {}) },
    text: said.text,
    base: { version: base.version, hash: base.hash },
    digest: contentHash({ hash, inForce }),
    warnings: problems,
  };
}

/** What no version changes: case numbers are made of it, and a policy is never read less strictly than before. */
function keptFor(base: Pack, content: Omit<Pack, 'hash'>, source: PolicySource): Problem[] {
  const kept = (['id', 'prefix'] as const).filter((key) => content[key] !== base[key]);
  return [
    ...kept.map((key) => source.refusal([key], `This stays \`${base[key]}\`: the numbers of cases are made of it.`)),
    ...(base.reading !== undefined && content.reading === undefined
      ? [source.refusal(['reading'], `The rules were read by \`reading: ${base.reading}\` already.`)]
      : []),
    ...(content.version > base.version
      ? []
      : [source.refusal(['version'], `The next version has a higher number than ${base.version}.`)]),
  ];
}

function proposedCalendar(source: PolicySource, { calendars }: Published, today: string): ProposedVersion {
  const shape = CalendarSchema.safeParse(source.content);
  if (!shape.success) return unsound(shapeProblems(shape.error, source));
  const content = shape.data;
  const before = calendars.find(({ name }) => name === content.name);
  const problems = [
    ...checkCalendar(content, source, today),
    ...(before ? [] : [source.refusal(['name'], `There is no published calendar \`${content.name}\`.`)]),
  ];
  if (!before || problems.some(isRefusal)) return unsound(problems);
  const hash = contentHash(source.content);
  return {
    what: 'calendar',
    calendar: { ...content, hash },
    before,
    text: source.text,
    base: { version: before.version, hash: before.hash },
    digest: hash,
    warnings: problems,
  };
}

/** The whole content of a published version as its file would have it: what its hash is made of. */
function contentOf(version: number, versions: readonly PublishedVersion[]): unknown {
  const found = versions.find(({ pack }) => pack.version === version);
  if (found?.text === undefined) {
    const { hash: _, inForce: __, ...content } = found?.pack ?? ({} as Pack);
    return content;
  }
  const source = new PolicySource(file, found.text);
  const amends = isMap(source.content) ? source.content.amends : undefined;
  return typeof amends === 'number' ? source.amending(contentOf(amends, versions)).content : source.content;
}

const isRefusal = ({ severity }: Problem): boolean => severity === 'refusal';

/** The first problem that stands in the way of a version, if one does. */
export const firstRefusal = (problems: readonly Problem[]): Problem | undefined => problems.find(isRefusal);

function unsound(problems: Problem[]): Unsound {
  return { what: 'unsound', problems };
}
