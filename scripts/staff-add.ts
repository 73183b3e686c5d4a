/**
 * `npm run staff:add -- <organisation> <role> <username> --by <staff id> --second <staff id>`: adds a member of staff in
 * every group of the organisation, or in those that `--group` names, and prints the password once. Two people who may give
 * rights must name themselves. The operator of the server adds members alone only while there are not two such people.
 */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Asked, StaffAct } from '../application/staff/act.ts';
import {
  blankPerson,
  founded,
  type Invited,
  invited,
  isFounding,
  placeConfirmed,
} from '../application/staff/life-cycle.ts';
import { addStaff, type StaffDocument, staffOf } from '../db/organisation/staff.ts';
import type { Pack } from '../packs/schema.ts';
import { act, asked, type Directory, givePassword, sound, withDirectory } from './staff-directory.ts';

const options = {
  group: { type: 'string', multiple: true },
  email: { type: 'string' },
  by: { type: 'string' },
  second: { type: 'string' },
  'name-ar': { type: 'string' },
  'name-en': { type: 'string' },
} as const;
const { positionals, values } = parseArgs({ allowPositionals: true, options });
const [organisation, role, username] = positionals;
if (!organisation || !role || !username || !values.email) {
  console.error(
    'npm run staff:add -- <organisation> <role> <username> --email <address> [--by <staff id> --second <staff id>] [--group <group> …] [--name-ar … --name-en …]',
  );
  process.exit(2);
}
const { email, by, second } = values;
await withDirectory(async (directory) => {
  const pack = directory.packOf(organisation);
  const person = invitedTo(pack, role, username, email);
  const blank = blankPerson(organisation, person);
  const staff = await staffOf(directory.database, organisation);
  const adds =
    by && second ? () => byTwo(directory, blank, person, { by, second }) : () => alone(directory, blank, person, staff);
  const { added, giver } = await adds();
  const password = await givePassword(directory, added, giver);
  console.log(`${username} is ${role} of ${organisation}. Password, shown only now: ${password}`);
});

function invitedTo(pack: Pack, wanted: string, staffId: string, address: string): Invited {
  const groups = values.group ?? Object.keys(pack.groups);
  const departments = groups.flatMap((group) => pack.groups[group]?.department ?? []);
  const name = { ar: values['name-ar'] ?? staffId, en: values['name-en'] ?? staffId };
  const place = { roles: [wanted], groups, departments: [...new Set(departments)] };
  return { staffId, name, email: address, phone: '', language: 'ar', ...place };
}

/** The one proposes and the other confirms. Both are asked before anything is written. */
async function byTwo(
  directory: Directory,
  blank: StaffDocument,
  person: Invited,
  two: { by: string; second: string },
): Promise<{ added: StaffDocument; giver: string }> {
  const pack = directory.packOf(blank.organisation);
  const staff = await staffOf(directory.database, pack.id);
  const first = asked(pack, staff, blank, two.by);
  const proposed = sound(invited(first, person));
  const waiting = { ...blank, ...proposed.set };
  sound(placeConfirmed(asked(pack, staff, waiting, two.second)));
  await entered(directory, waiting, first, proposed);
  return { added: await act(directory, waiting, two.second, placeConfirmed), giver: two.second };
}

/** The first people of an organisation. */
async function alone(
  directory: Directory,
  blank: StaffDocument,
  person: Invited,
  staff: StaffDocument[],
): Promise<{ added: StaffDocument; giver: string }> {
  const pack = directory.packOf(blank.organisation);
  if (!isFounding(pack, staff))
    throw new Error('Two people who may give rights add somebody: name them by --by and --second.');
  const at = new Date().toISOString();
  const given: Asked = { pack, staff, person: blank, by: blank, names: [], at, id: randomUUID() };
  const place = sound(founded(given, person));
  const added = { ...blank, ...place.set };
  await entered(directory, added, given, place);
  return { added, giver: added._id };
}

async function entered({ database }: Directory, person: StaffDocument, given: Asked, { type, detail }: StaffAct) {
  const fact = { id: given.id, type, at: given.at, by: given.by._id, detail: { ...detail, how: 'command line' } };
  if (!(await addStaff(database, person, [fact]))) throw new Error(`${person._id} is on the staff already.`);
}
