import type { Database } from '../../db/database.ts';
import { addQuestionnaire, findQuestionnaire } from '../../db/surveys/questionnaires.ts';
import { digest } from '../../domain/digest.ts';
import type { Pack } from '../../packs/schema.ts';

/** The policy's questionnaires stand from the start, and never change. A user who wants others makes the next version. */
export async function publishQuestionnaires(database: Database, pack: Pack): Promise<void> {
  for (const { id, version, content } of questionnairesOf(pack)) {
    const published = { changedBy: 'policy', changedAt: new Date().toISOString(), frozen: true };
    await addQuestionnaire(database, {
      ...{ organisation: pack.id, id, version, digest: digest(content), content },
      ...published,
    });
  }
}

/** The id and version of a questionnaire of the policy that stands already with another content; null if there is none. */
export async function otherQuestionnaire(database: Database, pack: Pack): Promise<string | null> {
  for (const { id, version, content } of questionnairesOf(pack)) {
    const known = await findQuestionnaire(database, pack.id, id, version);
    if (known && known.digest !== digest(content)) return `${id} version ${version}`;
  }
  return null;
}

function questionnairesOf({ surveys }: Pack) {
  return Object.entries(surveys?.questionnaires ?? {}).map(([id, { version, title, scales, questions }]) => ({
    ...{ id, version },
    content: { title, scales, questions },
  }));
}
