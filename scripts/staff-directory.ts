/** What the commands for accounts share: the directory, the policy, and one act of the life cycle in somebody's name. */
import { randomBytes, randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { standingPacks } from '../application/organisation/publish-policies.ts';
import { type Asked, isRefusal, type StaffAct, type StaffRefusal } from '../application/staff/act.ts';
import { carryOut } from '../application/staff/carry-out.ts';
import { passwordGiven } from '../application/staff/life-cycle.ts';
import { readEnv } from '../config/env.ts';
import { connectMongoDB } from '../db/connect.ts';
import { type Database, databaseOn } from '../db/database.ts';
import type { StaffDocument } from '../db/organisation/staff.ts';
import { latest, loadPacks } from '../packs/load/load.ts';
import { policyFolders } from '../packs/load/policy-folders.ts';
import type { Pack } from '../packs/schema.ts';

export type Decide = (asked: Asked) => StaffAct | StaffRefusal;

export interface Directory {
  database: Database;
  packOf(organisation: string): Pack;
}

/** Runs a command over the directory; what goes wrong is said in a sentence, and the process fails. */
export async function withDirectory(run: (directory: Directory) => Promise<void>): Promise<void> {
  const env = readEnv();
  const connection = await connectMongoDB(env.MONGODB_URI);
  const database = databaseOn(connection);
  const packs = await standingPacks(database, loadPacks(policyFolders(env.POLICIES_DIR)).packs);
  const packOf = (organisation: string) => {
    const pack = latest(packs, organisation);
    if (!pack) throw new Error(`There is no organisation ${organisation}.`);
    return pack;
  };
  try {
    await run({ database, packOf });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  } finally {
    await connection.close();
  }
}

/** What a use case needs to know if a user at the command line acts in the name of a colleague. */
export function asked(pack: Pack, staff: StaffDocument[], person: StaffDocument, by: string): Asked {
  // A person who has just been added, and works here once they have a password, gets it in their own name.
  const found = staff.find(({ _id }) => _id === by) ?? (person._id === by ? person : undefined);
  if (!found) throw new Error(`${by} is not on the staff of ${pack.id}.`);
  return { pack, staff, person, by: found, names: [by], at: new Date().toISOString(), id: randomUUID() };
}

/** One act, on record in the name of `by`, and as done at the command line. */
export async function act(
  { database, packOf }: Directory,
  person: StaffDocument,
  by: string,
  decide: Decide,
): Promise<StaffDocument> {
  const pack = packOf(person.organisation);
  const [id, at] = [randomUUID(), new Date().toISOString()];
  const changed = await carryOut(database, { pack, staffId: person._id, id, by, at }, (found, staff) => {
    const answer = decide({ ...asked(pack, staff, found, by), id, at });
    return isRefusal(answer) ? answer : { ...answer, detail: { ...answer.detail, how: 'command line' } };
  });
  if (!changed) throw new Error(`${person._id} is not in the directory.`);
  return sound(changed);
}

/** What a use case answers, if it is no refusal. */
export function sound<Answer extends object>(answer: Answer | StaffRefusal): Answer {
  if (isRefusal(answer)) throw new Error([answer.path, answer.detail].filter(Boolean).join(': '));
  return answer;
}

/** A new password, which is printed once and known to nobody else. */
export async function givePassword(directory: Directory, person: StaffDocument, by: string): Promise<string> {
  const password = randomBytes(15).toString('base64url');
  const passwordHash = await hash(password);
  await act(directory, person, by, (given) => passwordGiven(given, passwordHash));
  return password;
}
