import { describe, expect, test } from '@jest/globals';
import { agent, supervisor } from '../../support/samples/sample-policy.ts';
import { ComplaintCircle } from '../../support/stories/complaint-circle.ts';
import { wednesday } from '../../support/stories/complaint-story.ts';

const [one, other] = ['SA-C-00000-00001', 'SA-C-00000-00002'];

function pair(): ComplaintCircle {
  const circle = new ComplaintCircle();
  circle.open(one);
  circle.open(other);
  return circle;
}

const linksOf = (circle: ComplaintCircle, number: string) =>
  circle.of(number).state.links.map((link) => [link.relation, link.number]);

describe('a link between complaints', () => {
  test.each([
    ['related', 'related'],
    ['caused-by', 'cause-of'],
    ['duplicate-of', 'has-duplicate'],
    ['follows', 'followed-by'],
  ] as const)('%s is seen by the other one as %s', (relation, opposite) => {
    const circle = pair().act(one, 'link', wednesday, { number: other, relation }).deliver();
    expect(linksOf(circle, one)).toEqual([[relation, other]]);
    expect(linksOf(circle, other)).toEqual([[opposite, one]]);
  });

  test('is taken away from both, whichever of them takes it away', () => {
    const circle = pair().act(one, 'link', wednesday, { number: other, relation: 'follows' }).deliver();
    circle.act(other, 'unlink', wednesday, { number: one }).deliver();
    expect(linksOf(circle, one)).toEqual([]);
    expect(linksOf(circle, other)).toEqual([]);
    expect(circle.of(one).types()).toContain('unlinked');
  });

  test('that both make at once stands once in each', () => {
    const circle = pair().act(one, 'link', wednesday, { number: other });
    circle.act(other, 'link', wednesday, { number: one }).deliver();
    expect(linksOf(circle, one)).toEqual([['related', other]]);
    expect(linksOf(circle, other)).toEqual([['related', one]]);
  });

  test('is not made twice, not to itself, and not taken away where there is none', () => {
    const story = pair().of(one);
    expect(story.refusal('link', wednesday, { body: { number: one } })).toMatchObject({ refusal: 'Incomplete' });
    expect(story.refusal('unlink', wednesday)).toMatchObject({ refusal: 'NotAllowedNow' });
    story.act('link', wednesday);
    expect(story.refusal('link', wednesday)).toMatchObject({ refusal: 'NotAllowedNow' });
  });

  test('changes neither status nor clocks', () => {
    const circle = pair();
    const before = circle.of(other).state;
    circle.act(one, 'link', wednesday, { number: other }).deliver();
    expect(circle.of(other).state).toMatchObject({ status: before.status, clocks: before.clocks });
  });

  test('to a complaint that has ended is a normal end', () => {
    const circle = pair().act(other, 'withdraw', wednesday).act(one, 'link', wednesday, { number: other }).deliver();
    expect(linksOf(circle, one)).toEqual([['related', other]]);
  });
});

test('a complaint that is split off begins with the words of the other and a link that both show', () => {
  const circle = new ComplaintCircle();
  circle.open(one);
  const customerWords = { id: `${one}/opening`, digest: 'c'.repeat(64) };
  circle.open(other, { details: { linkedTo: { number: one, relation: 'split-from' }, customerWords } });
  circle.deliver();
  expect(linksOf(circle, other)).toEqual([['split-from', one]]);
  expect(linksOf(circle, one)).toEqual([['split-into', other]]);
  expect(circle.of(other).state.words.map(({ id }) => id)).toEqual([`${one}/opening`, 'opening']);
});

describe('S7: the owner of a complaint of which a part is split off', () => {
  /** The types of what the first complaint knows, once somebody has made another of a part of it. */
  function afterSplit(splitBy: typeof agent, about: string[] = [], policy = {}): string[] {
    const circle = new ComplaintCircle();
    circle.open(one, { policy }).act('accept', wednesday, { by: agent });
    const details = { linkedTo: { number: one, relation: 'split-from' as const }, about };
    circle.open(other, { by: { ...splitBy, onBehalfOf: 'customer' }, details });
    return circle.deliver().of(one).types();
  }

  test('S7: hears of it where somebody else did it, and not of what they did themselves', () => {
    expect(afterSplit(supervisor)).toEqual(expect.arrayContaining(['linked', 'splitOff']));
    expect(afterSplit(agent)).not.toContain('splitOff');
  });

  test('S7, F-10: does not hear of a part that is about the owner', () => {
    expect(afterSplit(supervisor, [agent.id])).toEqual(expect.arrayContaining(['linked']));
    expect(afterSplit(supervisor, [agent.id])).not.toContain('splitOff');
  });

  test('S7: hears nothing by an earlier reading of the rules', () => {
    expect(afterSplit(supervisor, [], { reading: 2 })).not.toContain('splitOff');
  });
});
