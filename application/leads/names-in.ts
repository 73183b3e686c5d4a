import { programmesOf } from '../../db/leads/programmes.ts';
import { staffOf } from '../../db/organisation/staff.ts';
import type { Language } from '../../packs/words/readable.ts';
import type { Names } from '../../reports/leads/columns.ts';
import type { Call } from '../call.ts';

/** The names of an organisation's programmes and people in a language. */
export async function namesIn({ dependencies, pack }: Call, language: Language): Promise<Names> {
  const { database } = dependencies;
  const programmes = await programmesOf(database, pack.id);
  const titles = new Map(programmes.map(({ code, name }) => [code, name[language]]));
  const people = new Map((await staffOf(database, pack.id)).map(({ _id, name }) => [_id, name[language]]));
  return { programme: (code) => titles.get(code) ?? code, person: (id) => people.get(id ?? '') ?? id ?? '' };
}
