import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { routes } from '../../api/routes.ts';
import { openApiDocument } from '../../api/system/openapi.ts';
import { fieldsOf, personalClass, unlogged } from '../../db/personal-fields.ts';
import { listedFields } from '../../scripts/listed-fields.ts';
import { personalDataPage } from '../../scripts/personal-data-page.ts';

test('the page of personal data is as `npm run docs:personal-data` writes it', () => {
  expect(readFileSync('docs/personal-data.md', 'utf8')).toBe(personalDataPage());
});

test('a field of that name is what it is everywhere, unless the document says otherwise', () => {
  expect(personalClass('refusals', 'by')).toBe('staff');
  expect(personalClass('cases', '_id')).toBe('open');
  expect(personalClass('invitations', '_id')).toBe('proves');
  expect(personalClass('cases', 'shoeSize')).toBeUndefined();
});

test('names and what proves them are left out of logs at three depths', () => {
  expect(unlogged.paths).toEqual(expect.arrayContaining(['*.email', '*.*.phone', '*.*.*.passwordHash']));
});

test('every list that can be had as a file says what it tells of people', () => {
  const asFiles = routes.filter(({ query }) => {
    const { format } = (query?.toJSONSchema({ io: 'input' }).properties ?? {}) as { format?: { enum?: string[] } };
    return format?.enum?.some((one) => one === 'csv' || one === 'xlsx');
  });
  expect(asFiles.length).toBeGreaterThan(3);
  expect(asFiles.map(({ operationId }) => operationId).filter((id) => !Object.hasOwn(listedFields, id))).toEqual([]);
  const known = routes.map(({ operationId }) => operationId);
  expect(Object.keys(listedFields).filter((id) => !known.includes(id))).toEqual([]);
});

test('files are written for lists that say what they tell of people, and for nothing else', () => {
  const rooms = ['activities', 'api', 'application', 'scripts', 'worker'];
  const files = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file.replaceAll('\\', '/')}`),
  );
  const writers = files.filter(
    (file) => file.endsWith('.ts') && /import \{[^}]*\b(asCsv|asExcel)\b/.test(readFileSync(file, 'utf8')),
  );
  expect(writers.sort()).toEqual([
    ...[
      'api/audit/listed-route.ts',
      'api/register/csv.ts',
      'api/register/excel.ts',
      'api/reports/shown-table.ts',
      'api/surveys/report-files.ts',
    ],
  ]);
});

test('no answer of the API has a field of the name of one that proves who somebody is', () => {
  const names = fieldsOf('proves');
  expect(names).toEqual(expect.arrayContaining(['passwordHash', 'codeHash']));
  expect(propertiesIn(openApiDocument(routes, [])).filter((name) => names.includes(name))).toEqual([]);
});

/** The names of all properties of schemas that stand in a document. */
function propertiesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]) => [
    ...(key === 'properties' ? Object.keys(inner as object) : []),
    ...propertiesIn(inner),
  ]);
}
