/** A kind of case that the product does not have, registered by the lists of the rooms and by nothing else. */
import { expect, test } from '@jest/globals';
import type { Actor } from '../../domain/case/command.ts';
import { chainHolds } from '../../domain/case/event.ts';
import { caseView } from '../../domain/case/view.ts';
import { caseKinds } from '../../domain/kinds.ts';
import { dutyText } from '../fixtures/kinds/one-step-duty/policy.ts';
import { registerDuty } from '../fixtures/kinds/one-step-duty/register.ts';
import { oneStepDuty } from '../fixtures/kinds/one-step-duty/rules.ts';

await registerDuty();
// Whatever reads the lists is loaded after that.
const { caseNumber, kindLetters, kindOf } = await import('../../application/cases/case-number.ts');
const { latest, loadPacks } = await import('../../packs/load/load.ts');
const { kindNamed } = await import('../../packs/kinds.ts');
const { allRightsOf, rightsOf } = await import('../../packs/rights/rights.ts');
const { holdsAllRightsOf } = await import('../../packs/rights/holds-rights.ts');
const { renderNotice } = await import('../../packs/words/template.ts');
const { viewFor } = await import('../../application/cases/permission.ts');
const { routes } = await import('../../api/routes.ts');
const { isHad } = await import('../../api/system/examples.ts');
const { changed, folderWith, lineOf, saudiCalendar, seventhPack } = await import(
  '../support/samples/policies-on-disk.ts'
);
const { ToldCase } = await import('../support/stories/told-case.ts');

const text = changed(seventhPack(), '  followedItem:\n', `${dutyText}  followedItem:\n`);

function loaded(of = text) {
  const files = { 'calendars/saudi-arabia/v1.yaml': saudiCalendar(), 'seventh/v1.yaml': of };
  const { packs, problems } = loadPacks([folderWith(files)], '2026-11-22');
  return { pack: latest(packs, 'seventh'), problems };
}

function packWithDuties() {
  const { pack } = loaded();
  if (!pack) throw new Error('the pack with duties does not load');
  return pack;
}

const words = { id: 'words-1', digest: 'a'.repeat(64) };
const owner: Actor = { id: 'agent.1', roles: ['agent'], groups: ['care'], departments: ['care'] };
const colleague = { ...owner, id: 'agent.2' };

/** A duty that is opened as the doors open on a Sunday. */
function opened() {
  const policy = kindNamed('oneStepDuty')?.policyFor(packWithDuties(), { category: '', department: '', detail: {} });
  if (!policy) throw new Error('the pack has no duties');
  const opening = { number: 'SE-O-1', at: '2026-03-01T05:00:00Z', actor: owner, policy };
  return new ToldCase(oneStepDuty, { ...opening, details: { owner: owner.id, words } });
}

test('a pack may have the rules of a kind that was added, and is checked by them', () => {
  expect(loaded().problems).toEqual([]);
});

test.each([
  [
    'a clock on a ladder that is not there',
    'stop: { on: [done] }, ladder: survey-step',
    'stop: { on: [done] }, ladder: nowhere',
    /There is no ladder `nowhere`/,
  ],
  [
    'a step of a role that is not there',
    'open: { source: ours, roles: [supervisor] }',
    'open: { source: ours, roles: [friend] }',
    /There is no role `friend`/,
  ],
  [
    'a step that does not say where it comes from',
    'open: { source: ours, roles: [supervisor] }',
    'open: { roles: [supervisor] }',
    /does not say where it comes from/,
  ],
  [
    'an event that does not happen to it',
    'start: { on: [opened] }, stop: { on: [done] }',
    'start: { on: [received] }, stop: { on: [done] }',
    /"opened"/,
  ],
  [
    'a message without its text',
    'on: done, to: "role:manager", channels: [email], template: item-completed',
    'on: done, to: "role:manager", channels: [email], template: nothing',
    /There is no template `nothing`/,
  ],
])('the checks of every kind find in one that was added %s', (_what, from, to, says) => {
  const duties = changed(dutyText, from, to);
  const { problems } = loaded(changed(text, dutyText, duties));
  expect(problems.map(({ message }) => message).join('\n')).toMatch(says);
  expect(problems.every(({ line }) => line > lineOf(text, '  oneStepDuty:'))).toBe(true);
});

test('rights, hash and comparison of rights cover a kind that was added', () => {
  const pack = packWithDuties();
  // The hash of a pack that has no procedures does not cover them: it may have been published before there were any.
  expect(Object.keys(allRightsOf(pack))).toEqual(caseKinds.filter((kind) => kind !== 'procedure'));
  const { agent, supervisor, manager } = rightsOf(pack, 'oneStepDuty');
  expect(agent?.commands).toEqual({ do: 'owner' });
  expect(supervisor?.commands).toEqual({ open: 'yes', do: 'owner' });
  expect(manager?.commands).toEqual({ do: 'owner', repin: 'yes' });
  const place = (role: string) => ({ roles: [role], groups: ['care'], departments: ['care'] });
  expect(holdsAllRightsOf(pack, place('supervisor'), place('agent'))).toBe(true);
  expect(holdsAllRightsOf(pack, place('agent'), place('supervisor'))).toBe(false);
});

test('a case of a kind that was added is pinned to its policy, and runs through the machine to its end', () => {
  const duty = opened();
  expect(duty.state.policy).toMatchObject({ organisation: 'seventh', reading: 4, category: 'duty', group: 'care' });
  expect(duty.clock('doing')).toMatchObject({ state: 'running', dueAt: '2026-03-01T13:00:00Z' });
  const attempt = (actor: Actor) => duty.give({ name: 'do', at: '2026-03-01T06:00:00Z', actor, body: { words: null } });
  expect(attempt(colleague)).toMatchObject({ refusal: 'NotYourCase' });
  duty.taken('do', attempt(owner));
  expect(duty.isOver).toBe(true);
  expect(duty.types()).toEqual(['opened', 'clockStarted', 'done', 'clockMet']);
  expect(duty.notices).toMatchObject([{ to: 'role:manager', template: 'item-completed' }]);
  expect(chainHolds(duty.events)).toBe(true);
});

test('a case of a kind that was added which nobody attends to is breached at its due instant', () => {
  const duty = opened().reach('2026-03-01T13:00:00Z');
  expect(duty.types('doing')).toContain('breached');
  expect(duty.clock('doing').breachedAt).toBe('2026-03-01T13:00:00Z');
});

test('a reader of a case of a kind that was added sees the commands that are theirs', () => {
  const { kind, record, state } = opened();
  const view = caseView(kind, record);
  expect(viewFor(view, owner, state).allowed).toEqual(['do']);
  expect(viewFor(view, colleague, state).allowed).toEqual([]);
});

test('messages show the titles of a kind that was added', () => {
  const told = { number: 'SE-O-1', category: 'duty', kind: 'oneStepDuty', clock: 'doing' };
  const { subject, text: body } = renderNotice(packWithDuties(), 'deadline-near', 'en', 'email', told);
  expect(`${subject}\n${body}`).toContain('The duty is done');
});

test('numbers and operations of a kind that was added follow from its lines', () => {
  expect(kindLetters).toHaveProperty('oneStepDuty', 'O');
  expect(kindOf(caseNumber('secret', 'SE', 'O', ['one']))).toBe('oneStepDuty');
  expect(routes.map(({ operationId }) => operationId)).toContain('getOneStepDuty');
  expect(isHad('/v1/organisations/{organisation}/one-step-dutys', packWithDuties())).toBe(true);
  const without = loaded(seventhPack()).pack;
  expect(without && isHad('/v1/organisations/{organisation}/one-step-dutys', without)).toBe(false);
});
