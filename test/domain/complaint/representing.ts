import { describe, expect, test } from '@jest/globals';
import { customerActor } from '../../../domain/case/command.ts';
import type { NoticeRule } from '../../../domain/case/policy.ts';
import { agent, staff, supervisor } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const at = (hours: number) => new Date(Date.parse(wednesday) + hours * 3_600_000).toISOString();
const asRepresentative = { representative: '1' } as object;

const toCustomer = (on: string): NoticeRule => ({
  ...{ source: 'ours', on, to: 'customer', channels: ['sms'], template: `told-${on}`, urgent: false },
});
const notices = [
  ...['accepted', 'declined', 'returnedForCompletion', 'interimAnswered', 'answered'],
  ...['representativeSet', 'representativeEnded', 'representativeActed'],
].map(toCustomer);

const documented = () => new Story({ policy: { notices } }).act('attach', at(0));
const represented = (body: object = {}) => documented().act('set-representative', at(1), { by: supervisor, body });
const told = (story: Story) => story.notices.map(({ to, template }) => `${to} ${template}`);

describe('somebody represents the customer', () => {
  test('with a document of the case, for a time that the policy allows, and the customer is told at once', () => {
    const refused = (body: object) =>
      documented().refusal('set-representative', at(1), { by: supervisor, body }).refusal;
    expect(new Story().refusal('set-representative', at(1), { by: supervisor })).toMatchObject({
      refusal: 'NotAllowedNow',
    });
    expect(refused({ evidence: 'document-2' })).toBe('Incomplete');
    expect(refused({ relation: 'friend' })).toBe('Incomplete');
    for (const right of ['confirm', 'object'] as const)
      expect(refused({ may: [right, 'withdraw'] })).toBe('Incomplete');
    expect(refused({ until: '2027-03-20T00:00:00Z' })).toBe('Incomplete');
    expect(refused({ until: '2026-03-11T07:30:00Z' })).toBe('Incomplete');
    const story = represented();
    expect(story.state.representatives).toMatchObject([{ id: '1', relation: 'lawyer', endedAt: null }]);
    expect(told(story)).toEqual(['customer told-representativeSet', 'representative told-representativeSet']);
  });

  test('a person who changed where the customer is told does not record a representative, nor an agent on a colleague’s case', () => {
    const corrected = documented().act('correct-contact', at(1), { by: supervisor });
    expect(corrected.refusal('set-representative', at(2), { by: supervisor })).toMatchObject({ refusal: 'SamePerson' });
    const owned = documented().act('accept', at(1), { by: staff('agent', 'agent-2') });
    owned.act('assign', at(1), { body: { to: 'agent-2' } });
    expect(owned.refusal('set-representative', at(2), { by: agent })).toMatchObject({ refusal: 'NotYourCase' });
  });

  test('acts within what was set, and each act is on record and told to the customer', () => {
    const story = represented().act('accept', at(2)).act('answer', at(3));
    const answered = { by: customerActor, body: asRepresentative };
    expect(story.refusal('confirm', at(4), answered)).toMatchObject({ refusal: 'Forbidden' });
    expect(story.refusal('withdraw', at(4), answered)).toMatchObject({ refusal: 'NotAllowedNow' });
    story.act('object', at(4), answered);
    expect(story.event('representativeActed').data).toEqual({ representative: '1', command: 'object' });
    expect(story.state).toMatchObject({ status: 'open', round: 2 });
    expect(told(story)).toContain('customer told-representativeActed');
    // What the customer does says nothing of a representative.
    const own = represented().act('accept', at(2)).act('answer', at(3)).act('object', at(4));
    expect(own.types()).not.toContain('representativeActed');
  });

  test('before it begins, after it ends, and once it was ended, nobody acts by it', () => {
    const acts = { by: customerActor, body: asRepresentative };
    const withdraws = { may: ['withdraw'] };
    const early = represented({ ...withdraws, from: at(5) });
    expect(early.refusal('withdraw', at(4), acts)).toMatchObject({ refusal: 'Forbidden' });
    const late = represented({ ...withdraws, until: at(5) });
    expect(late.refusal('withdraw', at(5), acts)).toMatchObject({ refusal: 'Forbidden' });
    const ended = represented(withdraws).act('end-representative', at(2), { by: supervisor });
    expect(ended.refusal('withdraw', at(3), acts)).toMatchObject({ refusal: 'Forbidden' });
    expect(ended.refusal('end-representative', at(3), { by: supervisor })).toMatchObject({ refusal: 'NotAllowedNow' });
    expect(represented(withdraws).act('withdraw', at(4), acts).state.status).toBe('withdrawn');
  });

  test('messages go to both, or to the representative alone; the answer goes to the customer always', () => {
    const both = represented().act('accept', at(2));
    expect(told(both)).toEqual(expect.arrayContaining(['customer told-accepted', 'representative told-accepted']));
    const alone = represented({ messages: 'representative' }).act('accept', at(2)).act('answer', at(3));
    expect(told(alone)).not.toContain('customer told-accepted');
    expect(told(alone)).toEqual(
      expect.arrayContaining([
        'representative told-accepted',
        'customer told-answered',
        'representative told-answered',
      ]),
    );
    const deaf = represented({ messages: 'representative', may: ['withdraw'] }).act('accept', at(2));
    expect(told(deaf)).toContain('customer told-accepted');
    const instead = () => represented({ messages: 'representative' });
    for (const [story, what] of [
      [instead().act('accept', at(2)).act('interim', at(3)), 'interimAnswered'],
      [instead().act('decline', at(2)), 'declined'],
      [instead().act('return-for-completion', at(2)), 'returnedForCompletion'],
    ] as const) {
      expect(told(story)).toEqual(expect.arrayContaining([`customer told-${what}`, `representative told-${what}`]));
    }
    alone.act('end-representative', at(4), { by: supervisor });
    expect(told(alone).at(-1)).toBe('customer told-representativeEnded');
  });
});
