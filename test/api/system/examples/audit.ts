/** The examples of what auditors ask for. */
import { expect } from '@jest/globals';
import type { Story } from '../../../support/api/example-sender.ts';

export const stories: Story[] = [
  {
    title: 'an auditor has a complaint replayed',
    sends: ['openComplaint', 'replayCase'],
    async tell(sender) {
      const { number } = (await sender.send('openComplaint', { by: 'agent.1' })).view;
      await sender.readable(`complaints/${number}`, 'manager.1');
      const replay = await sender.send('replayCase', { by: 'auditor.1', at: { number } });
      expect(replay.as()).toMatchObject({ number, failed: null });
    },
  },
];
