import type { Database } from '../../db/database.ts';
import { type DataKey, keyFor } from '../../db/privacy/data-keys.ts';
import { type PaperFormDocument, sealedTyping, type TypedForm } from '../../db/surveys/paper-forms.ts';
import { surveyKey } from '../../db/surveys/sealed-answers.ts';
import {
  type SurveyAnswerDocument,
  type SurveyPersonDocument,
  sealedAnswer,
  sealedPerson,
  subjectOfPerson,
} from '../../db/surveys/survey-answers.ts';
import type { Migration, Progress } from '../migration.ts';

const batch = 500;

/** Encrypts what people answered in surveys, and who they said they are. What has been encrypted already is left as it is. */
export const encryptAnswers: Migration = {
  to: 9,
  does: 'encrypts answers to surveys',
  async run({ database }, { note }) {
    const keys = new Map<string, DataKey>();
    const keyOf = async (survey: string) => {
      const key = keys.get(survey) ?? (await surveyKey(database, survey));
      keys.set(survey, key);
      return key;
    };
    await replaceAll<SurveyAnswerDocument>(database, ['surveyAnswers', 'answers'], note, async (answer) =>
      sealedAnswer(await keyOf(answer.survey), answer),
    );
    await replaceAll<SurveyPersonDocument>(database, ['surveyPersons', 'person'], note, async (person) =>
      sealedPerson(await keyFor(database, subjectOfPerson(person)), person),
    );
    await replaceAll<PaperFormDocument>(database, ['paperForms', 'first.answers'], note, async (form) => {
      const key = await keyOf(form.survey);
      const typed = (part: 'first' | 'second' | 'settled', one: TypedForm | null) =>
        one && sealedTyping(key, form._id, part, one);
      const { first, second, settled } = form;
      return {
        ...form,
        ...{ first: typed('first', first), second: typed('second', second), settled: typed('settled', settled) },
      };
    });
  },
};

/** Puts another form in the place of every document of a collection that has the field. */
async function replaceAll<Document extends { _id: string; survey: string }>(
  { connection }: Database,
  [name, field]: [name: string, field: string],
  note: Progress['note'],
  made: (document: Document) => Promise<object>,
): Promise<void> {
  const collection = connection.collection(name);
  for (;;) {
    const found = (await collection
      .find({ [field]: { $exists: true } })
      .limit(batch)
      .toArray()) as unknown as Document[];
    const last = found.at(-1);
    if (!last) return;
    const writes = found.map(async (one) => {
      const filter = { _id: one._id as never, [field]: { $exists: true } };
      return { replaceOne: { filter, replacement: await made(one) } };
    });
    await collection.bulkWrite(await Promise.all(writes), { ordered: false });
    await note(`${name} ${last._id}`);
  }
}
