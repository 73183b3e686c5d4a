/**
 * `npm run staff:password -- <staff id> --by <staff id>`: a new password, printed once. `staff:off`: switches somebody off;
 * `staff:leave`: somebody works here no more. Two people, by `--second <staff id>`, are needed for `staff:on`, on again, and
 * for `staff:second-factor`, which takes a lost second factor away. Each ends every session and is a fact that auditors see,
 * by the rules of the API's routes.
 */
import { parseArgs } from 'node:util';
import { left, placeConfirmed, switchedOff, switchingOn } from '../application/staff/life-cycle.ts';
import { resetConfirmed, resetProposed } from '../application/staff/second-factor-reset.ts';
import type { StaffDocument } from '../db/organisation/staff.ts';
import { act, type Directory, givePassword, withDirectory } from './staff-directory.ts';

const options = { by: { type: 'string' }, second: { type: 'string' }, reason: { type: 'string' } } as const;
const { positionals, values } = parseArgs({ allowPositionals: true, options });
const [what, staffId] = positionals;
const { by, second, reason = '' } = values;
type Act = (directory: Directory, person: StaffDocument, by: string) => Promise<string>;
const acts: Record<string, Act> = {
  async password(directory, person, name) {
    return `New password of ${person._id}, shown only now, for the first sign-in: ${await givePassword(directory, person, name)}`;
  },
  async off(directory, person, name) {
    await act(directory, person, name, (asked) => switchedOff(asked, reason));
    return `${person._id} is off.`;
  },
  async leave(directory, person, name) {
    await act(directory, person, name, (asked) => left(asked, reason));
    return `${person._id} has left.`;
  },
  async on(directory, person, name) {
    if (person.proposedPlace?.why !== 'switched-on') await act(directory, person, name, switchingOn);
    await act(directory, person, String(second), placeConfirmed);
    return `${person._id} is on.`;
  },
  async 'second-factor'(directory, person, name) {
    await act(directory, person, name, (asked) => resetProposed(asked, reason));
    await act(directory, person, String(second), resetConfirmed);
    return `${person._id} has no second factor any more.`;
  },
};
const run = acts[what ?? ''];
if (!run || !staffId || !by || (['on', 'second-factor'].includes(String(what)) && !second)) {
  console.error('npm run staff:password -- <staff id> --by <staff id>');
  console.error('npm run staff:off|staff:leave -- <staff id> --by <staff id> [--reason <words>]');
  console.error('npm run staff:second-factor -- <staff id> --by <staff id> --second <staff id> [--reason <words>]');
  console.error('npm run staff:on -- <staff id> --by <staff id> --second <staff id>');
  process.exit(2);
}
await withDirectory(async (directory) => {
  const person = await directory.database.staff.findById(staffId).lean<StaffDocument>();
  if (!person) throw new Error(`${staffId} is not in the directory.`);
  console.log(await run(directory, person, by));
});
