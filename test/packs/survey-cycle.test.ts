import { expect, test } from '@jest/globals';
import { surveyCycleSliceFor } from '../../packs/kinds/survey-cycle/pinned-policy.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import { renderNotice } from '../../packs/words/template.ts';
import { fiveOrganisations, ownPack } from '../support/samples/policies-on-disk.ts';
import { actingOnDonors, sampleSurveyCyclePolicy } from '../support/samples/sample-survey-cycle-policy.ts';

test('the slice that the domain tests write out is what the manual says of steps, clocks and rights (N-09)', () => {
  const slice = surveyCycleSliceFor(ownPack('neighbourhood-centres'));
  const written = sampleSurveyCyclePolicy(actingOnDonors);
  if (!slice) throw new Error('the manual has survey cycles');
  const shape = ({ clocks }: typeof slice) => clocks.map(({ id, due, start, stop }) => ({ id, due, start, stop }));
  expect(shape(slice)).toEqual(shape(written));
  expect(slice.clocks.map((clock) => ('rule' in clock ? clock.rule : 'ours'))).toEqual(
    written.clocks.map((clock) => ('rule' in clock ? 'N-09' : 'ours')),
  );
  const parts = ({ approvals, collectionClosesAfter, group, category }: typeof slice) => ({
    approvals,
    collectionClosesAfter,
    group,
    category,
  });
  expect(parts(slice)).toEqual(parts(written));
  for (const [role, { commands, read }] of Object.entries(written.rights)) {
    expect({ role, ...slice.rights[role] }).toMatchObject({ role, commands, read });
  }
});

test('anyone who prepares does not review, and anyone who agrees on the steps does not decide on them (N-09)', () => {
  const rights = rightsOf(ownPack('neighbourhood-centres'), 'surveyCycle');
  const may = (command: string) => Object.keys(rights).filter((role) => rights[role]?.commands[command]);
  expect(may('prepare')).toEqual(['quality']);
  expect(may('review')).toEqual(['manager', 'centres-manager']);
  expect(may('agree-steps')).toEqual(['manager', 'centres-manager']);
  expect(may('decide')).toEqual(['council-secretary']);
  expect(may('finish')).toEqual(['manager']);
  expect(may('act')).toEqual(['manager']);
});

test.each(fiveOrganisations.filter((id) => id !== 'neighbourhood-centres'))('%s has no survey cycles', (id) => {
  expect(surveyCycleSliceFor(ownPack(id))).toBeNull();
  const commands = Object.values(rightsOf(ownPack(id), 'surveyCycle')).flatMap((rights) =>
    Object.keys(rights.commands),
  );
  expect(commands).toEqual([]);
});

test('a notice of a survey cycle is told by what the organisation calls it and its steps', () => {
  const pack = ownPack('neighbourhood-centres');
  const params = { kind: 'surveyCycle', number: 'NC-S-7K3M9-Q2X8TW', category: 'satisfaction' };
  const { subject } = renderNotice(pack, 'survey-waiting', 'en', 'email', params);
  expect(subject).toBe('Satisfaction survey NC-S-7K3M9-Q2X8TW waits for you');
  const missed = renderNotice(pack, 'deadline-missed', 'ar', 'email', { ...params, clock: 'discussion' });
  expect(missed.text).toContain('مراجعة التقرير ومناقشته');
});
