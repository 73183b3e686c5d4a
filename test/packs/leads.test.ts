import { expect, test } from '@jest/globals';
import type { ClockFact } from '../../domain/case/clocks/clock.ts';
import { leadCommands } from '../../domain/lead/commands.ts';
import type { LeadFact } from '../../domain/lead/facts.ts';
import { leadSliceFor } from '../../packs/kinds/lead/pinned-policy.ts';
import { leadCommandNames, leadEventNames } from '../../packs/kinds/lead/vocabulary.ts';
import { loadPacks } from '../../packs/load/load.ts';
import { changed, fiveOrganisations, folderWith, ownPack, policies } from '../support/samples/policies-on-disk.ts';
import { sampleLeadPolicy } from '../support/samples/sample-lead-policy.ts';

// Compared by the compiler: an event that a pack may name and that can never happen would be a clock that never starts.
const happens: (LeadFact['type'] | ClockFact['type'])[] = [...leadEventNames];

test('every event that a pack may name is one that happens to a lead, and every command may be granted', () => {
  expect(happens).toHaveLength(leadEventNames.length);
  const commands = new Set(Object.values(leadCommands).flat());
  expect([...commands].filter((command) => !(leadCommandNames as readonly string[]).includes(command))).toEqual([]);
});

test('the slice that the domain tests write out is what the manual says of clocks, approvals and rights (N-05 to N-08)', () => {
  const slice = leadSliceFor(ownPack('neighbourhood-centres'), 'club');
  const written = sampleLeadPolicy();
  if (!slice) throw new Error('the neighbourhood centres have lost their leads');
  expect(slice.clocks).toEqual(
    written.clocks.map((clock) => ({ ...clock, ladder: clock.ladder.map((step) => ({ ...step })) })),
  );
  const { approval, contact, relationProblem, currency, group } = written;
  expect(slice).toMatchObject({ approval, contact, relationProblem, currency, group });
  for (const [role, { commands, read }] of Object.entries(written.rights)) {
    expect({ role, ...slice.rights[role] }).toMatchObject({ role, commands, read });
  }
  for (const notice of written.notices) {
    const { on, to, template, urgent } = notice;
    expect(slice.notices).toContainEqual(expect.objectContaining({ on, to, template, urgent }));
  }
});

test('an organisation whose policy has no leads has no rules of leads', () => {
  const others = fiveOrganisations.filter((id) => id !== 'neighbourhood-centres');
  expect(others.map((id) => leadSliceFor(ownPack(id), 'club'))).toEqual(others.map(() => null));
});

const refusalsOf = (from: string, to: string) => {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const text = changed(readFileSync(`${policies}/sandbox/v2.yaml`, 'utf8'), from, to)
    .replace('version: 2', 'version: 1')
    .replace('id: sandbox', 'id: eighth')
    .replace('prefix: SB', 'prefix: EI');
  return loadPacks([policies, folderWith({ 'eighth/v1.yaml': text })]).problems.map(({ message }) => message);
};

test.each([
  ['start: { on: [identified, reviewed, weekMissed] }', 'start: { on: [identified, reviewed] }', 'no weekly clock'],
  [
    'relationProblem: { source: ours, category: relation-problem',
    'relationProblem: { source: ours, category: complaint',
    'offered to the public',
  ],
  [
    'permission: { source: ours, roles: [manager, supervisor, quality] }',
    'permission: { source: ours, roles: [nobody] }',
    'no role `nobody`',
  ],
])('a pack that says %s as %s is refused: %s', (from, to, why) => {
  expect(refusalsOf(from, to).join()).toContain(why);
});
