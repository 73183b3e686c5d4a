import { expect, test } from '@jest/globals';
import { recordChangeSliceFor } from '../../packs/kinds/record-change/pinned-policy.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import { fiveOrganisations, ownPack } from '../support/samples/policies-on-disk.ts';
import { sampleRecordChangePolicy } from '../support/samples/sample-record-change-policy.ts';

test('the slice that the domain tests write out is what the manual says of steps, clocks and rights (N-19, N-20)', () => {
  const slice = recordChangeSliceFor(ownPack('neighbourhood-centres'), 'change');
  const written = sampleRecordChangePolicy('change');
  const shape = ({ clocks }: typeof slice) => clocks.map(({ id, due, start, stop }) => ({ id, due, start, stop }));
  expect(shape(slice)).toEqual(shape(written));
  const parts = ({ approval, steps, separation, group }: typeof slice) => ({
    approval,
    separation,
    group,
    enter: steps.enter,
  });
  expect(parts(slice)).toEqual(parts(written));
  for (const [role, { commands, read }] of Object.entries(written.rights)) {
    expect({ role, ...slice.rights[role] }).toMatchObject({ role, commands, read });
  }
});

test.each(fiveOrganisations)(
  'in %s nobody but the data steward enters, and anyone who enters approves nothing',
  (id) => {
    const rights = rightsOf(ownPack(id), 'recordChange');
    const may = (command: string) => Object.keys(rights).filter((role) => rights[role]?.commands[command]);
    expect(may('enter')).toEqual(['data-steward']);
    expect(may('approve')).not.toContain('data-steward');
    expect(may('approve')).toContain('manager');
  },
);
