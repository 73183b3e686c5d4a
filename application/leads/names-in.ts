import { programmesOf } from '../../db/leads/programmes.ts';
import { staffOf } from '../../db/organisation/staff.ts';
import type { Language } from '../../packs/words/readable.ts';
import type { Call } from '../call.ts';

/** Programmes and people as a reader knows them: by their names, if the codes have any. */
export interface Names {
  programme(code: string): string;
  person(id: string | null): string;
}

export async function namesIn({ dependencies, pack }: Call, language: Language): Promise<Names> {
  const { database } = dependencies;
  const programmes = await programmesOf(database, pack.id);
  const titles = new Map(programmes.map(({ code, name }) => [code, name[language]]));
  const people = new Map((await staffOf(database, pack.id)).map(({ _id, name }) => [_id, name[language]]));
  return { programme: (code) => titles.get(code) ?? code, person: (id) => people.get(id ?? '') ?? id ?? '' };
}
