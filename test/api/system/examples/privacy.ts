/** The examples of what becomes of a person's data: a hold that keeps it, and a request that it be erased. */
import { expect } from '@jest/globals';
import type { Story } from '../../../support/api/example-sender.ts';

export const stories: Story[] = [
  {
    title: 'a legal hold is set on a customer, whose data are asked to be erased',
    sends: ['askErasure', 'actOnLegalHold'],
    async tell(sender) {
      await sender.withExampleCustomer();
      const number = `${sender.pack.prefix}-P-00000-000000`;
      const [role] = sender.pack.kinds.recordChange.steps.approve.roles;
      await sender.hire(`${role}.1`);
      await sender.hire(`${role}.2`);
      await sender.send('actOnLegalHold', { by: `${role}.1`, put: { number } });
      const { id } = (await sender.send('askErasure', { by: `${role}.1`, put: { number } })).as<{ id: string }>();
      const refused = await sender.as(`${role}.2`).post(`${sender.base}/erasures/${id}/approve`);
      expect(refused.refusal).toBe('409 NotAllowedNow');
    },
  },
];
