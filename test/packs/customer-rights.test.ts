import { describe, expect, test } from '@jest/globals';
import { commandOf, customerActs } from '../../api/public/acting/acts.ts';
import { formsOf } from '../../api/public/acting/forms.ts';
import type { CustomerView } from '../../application/complaints/customer/customer-view.ts';
import { commandsOfCustomer } from '../../domain/case/rights.ts';
import { complaintCommands } from '../../domain/complaint/commands.ts';
import { latest } from '../../packs/load/load.ts';
import { ownPolicies } from '../support/samples/own-policies.ts';

const { packs } = ownPolicies();
const organisations = [...new Set(packs.map(({ id }) => id))];
const slot = { value: '2026-12-01T08:00:00.000Z', title: { ar: 'وقت', en: 'A time' } };

/** Words by which a text tells its customer that something can be done. */
const tellsOfRight = {
  ar: /يمكنكم|بإمكانكم|تستطيعون|الاعتراض|إعادة فتح|استكمال|نأمل (?:تزويدنا|إفادتنا)/,
  en: /you can|you may|object|reopen|please (?:complete|tell us|send us)/i,
};

describe('whatever a message says that the customer can do, the customer can do with its link and a code', () => {
  test.each(Object.entries(complaintCommands))(
    'F-07, F-16, G-09: a complaint that is %s has a form for all that its customer may do',
    (_, allowed) => {
      const may = allowed.filter((command) => commandsOfCustomer.includes(command));
      const pack = latest(packs, 'sandbox');
      if (!pack) throw new Error('there is no sandbox');
      const view = {
        category: 'complaint',
        missing: [{ field: 'details', title: slot.title }],
      } as unknown as CustomerView;
      const forms = formsOf(pack, view, allowed, { slots: [slot], booked: [slot], newContact: '••••01' });
      expect([...new Set(forms.map(({ action }) => commandOf(action)))].sort()).toEqual(
        [...new Set<string>(may)].sort(),
      );
    },
  );

  test('3.3: a new contact is confirmed only while a code to it is on its way', () => {
    const pack = latest(packs, 'sandbox');
    if (!pack) throw new Error('there is no sandbox');
    const view = { category: 'complaint', missing: [] } as unknown as CustomerView;
    const actsWith = (newContact: string | null) =>
      formsOf(pack, view, ['correct-contact'], { slots: [], booked: [], newContact }).map(({ action }) => action);
    expect(actsWith(null)).toEqual(['correct-contact']);
    expect(actsWith('••••01')).toEqual(['prove-contact', 'correct-contact']);
  });

  test('every act of the page is a command that a customer may give', () => {
    expect(customerActs.map(commandOf).filter((command) => !commandsOfCustomer.includes(command))).toEqual([]);
  });

  test.each(organisations)(
    'F-07, F-16: each text of %s to a customer that tells of a right has the link to use it',
    (organisation) => {
      const pack = latest(packs, organisation);
      const templates = new Set(
        (pack?.kinds.complaint.notices ?? [])
          .filter(({ to }) => to.includes('customer'))
          .map(({ template }) => template),
      );
      expect(templates.size).toBeGreaterThan(3);
      const without = [...templates].flatMap((template) =>
        (['ar', 'en'] as const).flatMap((language) => {
          const { sms, email } = pack?.templates[template]?.[language] ?? {};
          return [sms, email]
            .filter((text): text is string => text !== undefined && tellsOfRight[language].test(text))
            .filter((text) => !text.includes('{link'))
            .map((text) => `${template} (${language}): ${text}`);
        }),
      );
      expect(without).toEqual([]);
    },
  );
});
