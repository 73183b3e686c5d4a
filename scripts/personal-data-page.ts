/** `npm run docs:personal-data`: writes which field of which document says something about a person. */
import { writeFileSync } from 'node:fs';
import { personalFields } from '../db/personal-fields.ts';
import type { PersonalClass } from '../domain/personal-class.ts';
import { listedFields } from './listed-fields.ts';

const meanings: Record<Exclude<PersonalClass, 'open'>, string> = {
  names: 'names a person, or reaches them',
  says: 'what a person said, or what is said about them',
  sealed: 'the same, encrypted under the key of the person or the case',
  staff: 'ids of staff',
  recognises: 'a keyed token: the same person is found again, and without the key nobody is named',
  proves: 'proves who somebody is; nobody is shown it',
};

/** The page, whole. */
export function personalDataPage(): string {
  const rows = personalFields().map(rowOf);
  const listed = Object.entries(listedFields).flatMap(([collection, fields]) =>
    [...new Set(Object.values(fields))]
      .filter((personal) => personal !== 'open')
      .toSorted()
      .map((personal) =>
        rowOf({ collection, personal, fields: Object.keys(fields).filter((field) => fields[field] === personal) }),
      ),
  );
  return [
    '# Personal data',
    '',
    'Where the database holds something about a person. `npm run docs:personal-data` writes this page from the registry in',
    '`db/personal-fields.ts`, which the compiler holds complete. Case histories hold references and digests of words, never the words.',
    '',
    ...Object.entries(meanings).map(([name, meaning]) => `- **${name}**: ${meaning}.`),
    '',
    '| collection | class | fields |',
    '| --- | --- | --- |',
    ...rows,
    '',
    '## Lists, reports and files',
    '',
    'What leaves the product in lists, by operation of the API, as JSON, CSV or a workbook. Each says so beside the type of its',
    'lines, and the compiler holds that complete. The name of a member of staff may stand for the id.',
    '',
    '| operation | class | fields |',
    '| --- | --- | --- |',
    ...listed,
    '',
  ].join('\n');
}

function rowOf({ collection, personal, fields }: ReturnType<typeof personalFields>[number]): string {
  return `| ${collection} | ${personal} | ${fields.map((field) => `\`${field}\``).join(', ')} |`;
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync(new URL('../docs/personal-data.md', import.meta.url), personalDataPage());
  console.log('docs/personal-data.md is written.');
}
