/** The log of what has changed in a policy: date, serial number, place and summary of each version, made by itself (N-01). */
import type { Database } from '../../db/database.ts';
import { policyEntries } from '../../db/organisation/policies.ts';
import { builtOn } from '../../packs/in-force.ts';
import { type ChangesOfRule, policyDifferences } from '../../packs/proposals/differences.ts';
import type { Pack, Wording } from '../../packs/schema.ts';
import { packsOf } from './published-packs.ts';

/** One version that was published by a case. */
export interface PolicyChangeEntry {
  /** The serial number: that of the version. */
  serial: number;
  /** When it was approved, UTC, by whom, and in which procedure. */
  approvedAt: string;
  approvedBy: string;
  case: string;
  /** When it is in force, UTC. `until`: of a memo, its end. */
  from: string | null;
  until: string | null;
  /** The version from which it differs; of a memo that replaces another one, that memo. */
  replaces: number | null;
  /** Where it differs: the clause, if there is one, and the paths. */
  places: { rule: string | null; clause: string | null; paths: string[] }[];
  summary: Wording;
}

/** The log of an organisation, the newest change first. */
export async function policyChangeLog(database: Database, organisation: string): Promise<PolicyChangeEntry[]> {
  const packs = await packsOf(database, organisation);
  const entries = await policyEntries(database, { organisation });
  const log = entries.flatMap((entry): PolicyChangeEntry[] => {
    const { version, publishedAt, publishedBy, case: number, from = null, until = null, replaces } = entry;
    const pack = packs.find((one) => one.version === version);
    if (!pack || number === undefined || publishedAt === undefined || publishedBy === undefined) return [];
    const base = builtOn(pack, packs);
    const changes = base ? differencesFrom(base, pack) : [];
    return [
      {
        ...{ serial: version, approvedAt: publishedAt, approvedBy: publishedBy, case: number, from, until },
        replaces: replaces ?? base?.version ?? null,
        places: changes.map(placeOf),
        summary: { ar: summaryOf(changes, 'ar'), en: summaryOf(changes, 'en') },
      },
    ];
  });
  return log.toReversed();
}

const known = new WeakMap<Pack, { base: Pack; changes: ChangesOfRule[] }>();

/** The differences of a version from its base. Both stay as they are, so they are worked out once. */
function differencesFrom(base: Pack, pack: Pack): ChangesOfRule[] {
  const found = known.get(pack);
  if (found?.base === base) return found.changes;
  const changes = policyDifferences(base, pack);
  known.set(pack, { base, changes });
  return changes;
}

function placeOf({ rule, clause, changes }: ChangesOfRule): PolicyChangeEntry['places'][number] {
  return { rule, clause: clause?.clause ?? null, paths: changes.map(({ path }) => path) };
}

const words = {
  ar: { added: 'إضافة', changed: 'تعديل', removed: 'حذف', other: 'مواضع أخرى', none: 'بلا تغيير في القواعد' },
  en: { added: 'added', changed: 'changed', removed: 'removed', other: 'other places', none: 'no rule is changed' },
};

/** As many titles as a summary names. */
const mostNamed = 10;

/** What was added, changed and removed, by the titles of the nearest parts. */
function summaryOf(all: readonly ChangesOfRule[], language: 'ar' | 'en'): string {
  const says = words[language];
  const changes = all.flatMap((one) => one.changes);
  const [comma, semicolon] = language === 'ar' ? ['، ', '؛ '] : [', ', '; '];
  const parts = (['added', 'changed', 'removed'] as const).flatMap((kind) => {
    const titles = new Set(
      changes.filter((one) => one.kind === kind).map(({ title }) => title?.[language] ?? says.other),
    );
    const named = [...titles].slice(0, mostNamed).join(comma);
    return titles.size === 0 ? [] : [`${says[kind]}: ${named}${titles.size > mostNamed ? ' …' : ''}`];
  });
  return parts.join(semicolon) || says.none;
}
