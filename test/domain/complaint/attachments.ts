import { expect, test } from '@jest/globals';
import { maxAttachments } from '../../../domain/case/attachments.ts';
import { customerActor } from '../../../domain/case/command.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import type { ComplaintState } from '../../../domain/complaint/state.ts';
import { bodies, Story, wednesday } from '../../support/stories/complaint-story.ts';

const later = '2026-03-12T06:00:00Z';

test('an attached document is known by digest, size, type, who and when; its name is a word of the vault', () => {
  const story = new Story().act('attach', later, { by: customerActor });
  expect(story.state.attachments).toEqual([{ ...bodies.attach, attachedAt: later, by: 'customer' }]);
  expect(story.state.words).toContainEqual(bodies.attach.words);
  expect(story.event('attached').data).toEqual(bodies.attach);
});

test('attaching moves no clock and no status', () => {
  const story = new Story().act('accept', wednesday);
  const { clocks, status } = story.state;
  story.act('attach', later);
  expect(story.state).toMatchObject({ clocks, status });
});

test('a case takes so many documents and no more, in every status together', () => {
  const story = new Story();
  for (let count = 1; count <= maxAttachments; count += 1) {
    if (count === 3) story.act('accept', later);
    story.act('attach', later, { body: { attachment: `document-${count}` } });
  }
  expect(story.state.attachments).toHaveLength(maxAttachments);
  expect(story.refusal('attach', later)).toMatchObject({ refusal: 'NotAllowedNow', status: 'open' });
});

test('a complaint that an earlier release handed on has no documents yet', () => {
  const { attachments, ...earlier } = new Story().state;
  expect(complaint.upgraded(earlier as ComplaintState).attachments).toEqual([]);
});
