/** The examples of what is asked often. */
import { expect } from '@jest/globals';
import type { Answer } from '../../../support/api/api-client.ts';
import type { Story } from '../../../support/api/example-sender.ts';

const digestOf = (answer: Answer) => answer.as<{ proposal: { digest: string } }>().proposal.digest;

export const stories: Story[] = [
  {
    title: 'an answer is written by one person, approved by another, and taken back',
    sends: ['proposeKnowledge', 'approveKnowledge', 'declineKnowledge', 'retireKnowledge'],
    async tell(sender) {
      const at = { entry: 'when-do-i-get-an-answer' };
      const waiting = await sender.send('proposeKnowledge', { by: 'agent.1', at });
      await sender.send('approveKnowledge', { by: 'supervisor.1', at, seen: digestOf(waiting) });
      const other = { entry: 'what-nobody-asks' };
      const bad = await sender.send('proposeKnowledge', { by: 'agent.1', at: other });
      const gone = await sender.send('declineKnowledge', { by: 'quality.1', at: other, seen: digestOf(bad) });
      expect(gone.as()).toMatchObject({ published: null, proposal: null });
      await sender.send('retireKnowledge', { by: 'manager.1', at });
    },
  },
];
