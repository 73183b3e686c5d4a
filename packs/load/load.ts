import type { ZodType } from 'zod';
import type { CaseView } from '../../domain/case/view.ts';
import { checkCalendar } from '../checks/calendar.ts';
import { inForceAt } from '../in-force.ts';
import { allRightsOf } from '../rights/rights.ts';
import { type CalendarFile, CalendarSchema, type Pack, type PackContent, PackSchema } from '../schema.ts';
import { amended } from './amended.ts';
import { snapshotOf } from './calendar-snapshot.ts';
import { checkPack } from './check-pack.ts';
import { contentHash } from './content-hash.ts';
import { calendarFilesIn, type PolicyFile, packFilesIn } from './policy-files.ts';
import type { Problem } from './problem.ts';
import { shapeProblems } from './shape-problems.ts';
import { termOf } from './term.ts';

export interface Policies {
  packs: Pack[];
  calendars: CalendarFile[];
  /** The text of each pack as its file has it, by `organisation/version`. */
  texts: Record<string, string>;
  problems: Problem[];
}

/**
 * Reads `<folder>/<organisation>/vN.yaml` and `<folder>/calendars/<name>/vN.yaml` of every folder. A file with a refusal
 * is left out; whether the rest may run is the caller's decision. `today` (a date) is for the horizon of calendars.
 */
export function loadPacks(folders: readonly string[], today = new Date().toISOString().slice(0, 10)): Policies {
  const problems: Problem[] = [];
  const calendarFiles = take(folders.map(calendarFilesIn), problems);
  const packFiles = amended(take(folders.map(packFilesIn), problems), problems);

  const calendars = new Shelf<CalendarFile>('calendar', problems);
  for (const file of calendarFiles) {
    const content = shaped(CalendarSchema, file, problems);
    if (!content) continue;
    const calendar = { ...content, hash: contentHash(file.source.content) };
    calendars.put(calendar, { name: content.name, key: 'name', file }, checkCalendar(content, file.source, today));
  }

  const calendarNames = new Set(calendars.parts.map((calendar) => calendar.name));
  const packs = new Shelf<Pack>('organisation', problems);
  for (const file of packFiles) {
    const content = shaped(PackSchema, file, problems);
    if (!content) continue;
    const calendar = latestCalendar(calendars.parts, content.calendar);
    const inForce = termOf(file.source, content.version, calendar && snapshotOf(calendar).calendar, problems);
    const hash = packHash(content, file.source.content);
    const pack: Pack = { ...content, hash, ...(inForce ? { inForce } : {}) };
    const found = [...checkPack(content, file.source, calendarNames), ...checkPrefix(content, packs.parts, file)];
    packs.put(pack, { name: content.id, key: 'id', file }, found);
  }
  problems.push(...earlierReadings(packs.parts, packFiles));
  const texts = Object.fromEntries(
    packFiles.map(({ folder, version, source }) => [`${folder}/${version}`, source.text]),
  );
  return { packs: packs.parts, calendars: calendars.parts, texts, problems };
}

/**
 * The hash of a pack. From the third reading on it covers the rights that the tables of the code give its roles. So other
 * tables are no silent change of a published pack: it is refused like any other change of one.
 */
export function packHash(pack: PackContent, content: unknown, rights = allRightsOf(pack)): string {
  return contentHash(pack.reading === 3 ? { content, rights } : content);
}

/** An organisation whose newest version asks for no reading would go on by rules that the documents say more strictly. */
function earlierReadings(packs: Pack[], files: PolicyFile[]): Problem[] {
  return [...new Set(packs.map(({ id }) => id))].flatMap((id) => {
    const newest = latest(packs, id);
    const file = files.find(({ folder, version }) => folder === id && version === newest?.version);
    if (!file || newest?.reading !== undefined) return [];
    return [file.source.warning(['version'], 'Its rules are read as by an earlier release: say `reading: 3`.')];
  });
}

/** The version of an organisation's policy that new cases come under at an instant, UTC; left out: now. */
export function latest(
  packs: readonly Pack[],
  organisation: string,
  at: string = new Date().toISOString(),
): Pack | undefined {
  return inForceAt(
    packs.filter((pack) => pack.id === organisation),
    Date.parse(at),
  );
}

/** The same of every organisation that these are of. */
export function latestOfEach(packs: readonly Pack[], at?: string): Pack[] {
  return [...new Set(packs.map(({ id }) => id))].flatMap((id) => latest(packs, id, at) ?? []);
}

/** The version of the pack that a case is pinned to; undefined if it is not among these. */
export function packOfVersion(
  packs: readonly Pack[],
  view: Pick<CaseView, 'organisation' | 'policyVersion'>,
): Pack | undefined {
  return packs.find(({ id, version }) => id === view.organisation && version === view.policyVersion);
}

/** The newest version of a calendar. */
export function latestCalendar(calendars: readonly CalendarFile[], name: string): CalendarFile | undefined {
  return calendars.filter((calendar) => calendar.name === name).sort((a, b) => b.version - a.version)[0];
}

function take(found: { files: PolicyFile[]; problems: Problem[] }[], problems: Problem[]): PolicyFile[] {
  problems.push(...found.flatMap((each) => each.problems));
  return found.flatMap((each) => each.files);
}

function shaped<T>(schema: ZodType<T>, { source }: PolicyFile, problems: Problem[]): T | undefined {
  if (source.syntaxProblems.length > 0) {
    problems.push(...source.syntaxProblems);
    return undefined;
  }
  const shape = schema.safeParse(source.content);
  if (shape.success) return shape.data;
  problems.push(...shapeProblems(shape.error, source));
  return undefined;
}

/** Two organisations with one prefix would give two cases the same number. */
function checkPrefix(content: { id: string; prefix: string }, packs: Pack[], { source }: PolicyFile): Problem[] {
  const other = packs.find((pack) => pack.prefix === content.prefix && pack.id !== content.id);
  return other ? [source.refusal(['prefix'], `Prefix ${content.prefix} is taken by \`${other.id}\`.`)] : [];
}

/** Collects what was read: each part once, and only if it says itself what its folder and file name say. */
class Shelf<T extends { version: number }> {
  readonly parts: T[] = [];
  private readonly taken = new Map<string, string>();
  private readonly what: string;
  private readonly problems: Problem[];

  constructor(what: string, problems: Problem[]) {
    this.what = what;
    this.problems = problems;
  }

  put(part: T, named: { name: string; key: string; file: PolicyFile }, found: Problem[]): void {
    const { name, key, file } = named;
    const { source } = file;
    const id = `${name} version ${part.version}`;
    const earlier = this.taken.get(id);
    const all = [
      ...(name === file.folder
        ? []
        : [source.refusal([key], `This says \`${name}\` but stands in \`${file.folder}\`.`)]),
      ...(part.version === file.version
        ? []
        : [source.refusal(['version'], `This says version ${part.version} but is named v${file.version}.yaml.`)]),
      ...(earlier ? [source.refusal([key], `The ${this.what} ${id} stands already in ${earlier}.`)] : []),
      ...found,
    ];
    this.problems.push(...all);
    this.taken.set(id, source.file);
    if (!all.some((problem) => problem.severity === 'refusal')) this.parts.push(part);
  }
}
