/** `npm run docs:personal-data`: writes which field of which document says something about a person. */
import { writeFileSync } from 'node:fs';
import { type PersonalClass, personalFields } from '../db/personal-fields.ts';

const meanings: Record<Exclude<PersonalClass, 'open'>, string> = {
  names: 'names a person, or reaches them',
  says: 'what a person said, or what is said about them',
  staff: 'ids of staff',
  recognises: 'a keyed token: the same person is found again, and without the key nobody is named',
  proves: 'proves who somebody is; nobody is shown it',
};

/** The page, whole. */
export function personalDataPage(): string {
  const rows = personalFields().map(
    ({ collection, personal, fields }) =>
      `| ${collection} | ${personal} | ${fields.map((field) => `\`${field}\``).join(', ')} |`,
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
  ].join('\n');
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync(new URL('../docs/personal-data.md', import.meta.url), personalDataPage());
  console.log('docs/personal-data.md is written.');
}
