import { describe, expect, test } from '@jest/globals';
import { customerActor } from '../../../domain/case/command.ts';
import type { NoticeRule } from '../../../domain/case/policy.ts';
import { agent, staff, supervisor, words } from '../../support/samples/sample-policy.ts';
import { ComplaintCircle } from '../../support/stories/complaint-circle.ts';
import { undoneWithinADay } from '../../support/stories/complaint-life.ts';
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

describe('a complaint that is merged brings its representatives along', () => {
  const [one, other, third] = ['SA-C-00000-00001', 'SA-C-00000-00002', 'SA-C-00000-00003'] as const;
  const policy = { notices, ...undoneWithinADay };
  const acts = (representative: string) => ({ by: customerActor, body: { representative } as object });

  /** Three complaints, the first one with a representative; `rules`: what the policy of the second one says of them. */
  function circle(body: object = {}, rules = {}): ComplaintCircle {
    const all = new ComplaintCircle();
    for (const number of [one, other, third])
      all.open(number, { policy: number === other ? { ...policy, ...rules } : policy });
    all.act(one, 'attach', at(0)).act(one, 'set-representative', at(1), body);
    return all;
  }

  test('who hear of the outcome there, with the rights that they had; the customer hears of them, and is told as before', () => {
    const all = circle({ messages: 'representative' }).act(one, 'merge', at(2), { into: other }).deliver();
    const [own] = all.of(one).state.representatives ?? [];
    expect(all.of(other).state.representatives).toEqual([
      { ...own, messages: 'both', of: [{ number: one, representative: '1' }] },
    ]);
    const story = all.of(other).act('accept', at(3)).act('answer', at(4));
    for (const what of ['representativeSet', 'accepted', 'answered'])
      expect(told(story)).toEqual(expect.arrayContaining([`customer told-${what}`, `representative told-${what}`]));
    expect(story.refusal('confirm', at(5), acts('1'))).toMatchObject({ refusal: 'Forbidden' });
    expect(story.act('object', at(5), acts('1')).state.round).toBe(2);
  });

  test('beside those who represent the customer there already, under the next id', () => {
    const all = circle().act(other, 'attach', at(0)).act(other, 'set-representative', at(1), { may: [] });
    all.act(one, 'merge', at(2), { into: other }).deliver();
    expect(all.of(other).state.representatives?.map(({ id, may }) => [id, may])).toEqual([
      ['1', []],
      ['2', ['hear-answers', 'object']],
    ]);
  });

  test('but for those who have ended, if a person’s word alone says that the customer is the same, and if the policy knows none', () => {
    const into = (all: ComplaintCircle, body: object = {}) =>
      all
        .act(one, 'merge', at(2), { into: other, ...body })
        .deliver()
        .of(other).state.representatives ?? [];
    expect(into(circle())).toHaveLength(1);
    expect(into(circle().act(one, 'end-representative', at(1)))).toEqual([]);
    expect(into(circle({ until: at(2) }))).toEqual([]);
    expect(into(circle(), { sameCustomer: true })).toEqual([]);
    expect(into(circle({}, { representatives: undefined }))).toEqual([]);
  });

  test('until the merging is undone: then each represents in the complaint of their own alone', () => {
    const all = circle().act(one, 'merge', at(2), { into: other }).deliver().act(one, 'undo-merge', at(3)).deliver();
    expect(all.of(other).refusal('object', at(4), acts('1'))).toMatchObject({ refusal: 'NotAllowedNow' });
    expect(all.of(other).state.representatives).toMatchObject([{ endedAt: at(3) }]);
    const back = all.of(one).act('accept', at(4)).act('answer', at(5));
    expect(told(back)).toContain('representative told-answered');
    expect(back.act('object', at(6), acts('1')).state.round).toBe(2);
  });

  test('through however many mergings; what is undone in the first one ends it in the last', () => {
    const all = circle().act(one, 'merge', at(2), { into: other }).deliver();
    all.act(other, 'merge', at(3), { into: third }).deliver();
    expect(all.of(third).state.representatives).toMatchObject([
      { id: '1', endedAt: null, of: [{ number: one }, { number: other }] },
    ]);
    all.act(one, 'undo-merge', at(4)).deliver();
    for (const number of [other, third])
      expect([number, all.of(number).state.representatives]).toMatchObject([number, [{ endedAt: at(4) }]]);
    expect(all.of(one).state.representatives).toMatchObject([{ endedAt: null }]);
  });

  test('and who is ended there is ended where they came from, also if the merging is undone', () => {
    const all = circle().act(one, 'merge', at(2), { into: other }).deliver();
    all.act(other, 'end-representative', at(3), { words: words('why') }).deliver();
    expect(all.of(one).event('representativeEnded').data).toEqual({ representative: '1', words: words('why') });
    all.act(one, 'undo-merge', at(4)).deliver();
    expect(all.of(one).state.representatives).toMatchObject([{ endedAt: at(3) }]);
  });
});
