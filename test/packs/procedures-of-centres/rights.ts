import { expect, test } from '@jest/globals';
import { holdsAllRightsOf } from '../../../packs/rights/holds-rights.ts';
import { ownPack } from '../../support/samples/policies-on-disk.ts';

function holds(organisation: string, holder: string, role: string): boolean {
  const place = (name: string) => ({ roles: [name], groups: [], departments: [] });
  return holdsAllRightsOf(ownPack(organisation), place(holder), place(role));
}

// Such a person may say who acts for the other meanwhile.
test.each(['neighbourhood-centres', 'sandbox'])(
  '%s: the manager holds what a supervisor may, though only supervisors prepare or read some of what is theirs',
  (organisation) => {
    expect(holds(organisation, 'manager', 'supervisor')).toBe(true);
    expect(holds(organisation, 'supervisor', 'manager')).toBe(false);
  },
);

test.each([
  ['neighbourhood-centres', 'council-secretary'],
  ['neighbourhood-centres', 'administrative-affairs'],
  ['neighbourhood-centres', 'finance'],
  ['beneficiary-society', 'board'],
])('%s: the manager does not hold what the %s approves', (organisation, role) => {
  expect(holds(organisation, 'manager', role)).toBe(false);
});
