import { describe, expect, test } from '@jest/globals';
import { customerActor } from '../../../domain/case/command.ts';
import { qualityOf, type Score } from '../../../domain/complaint/aspects/rounds/rounds.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const answeredOn = '2026-03-12T06:00:00Z';
const judgedOn = '2026-03-15T06:00:00Z';
const answered = () => new Story().act('accept', wednesday).act('answer', answeredOn);
const byCustomer = (body: object) => ({ by: customerActor, body });
const scores: Score[] = [1, 2, 3, 4, 5];

describe('B-02: service as perceived against service as expected', () => {
  const pairs = scores.flatMap((expected) => scores.map((perceived) => ({ expected, perceived })));

  test.each(pairs)('expected $expected, perceived $perceived', ({ expected, perceived }) => {
    const quality = perceived > expected ? 'distinguished' : perceived < expected ? 'poor' : 'ordinary';
    expect(qualityOf({ expected, perceived })).toBe(quality);
  });

  test('says nothing where one of the two is missing', () => {
    expect([qualityOf({}), qualityOf({ expected: 3 }), qualityOf({ perceived: 3 })]).toEqual([null, null, null]);
  });
});

describe('a verdict', () => {
  test('stands in the case with its round, its scores and what they come to', () => {
    const story = answered().act('confirm', judgedOn, byCustomer({ expected: 2, perceived: 5 }));
    expect(story.state.verdicts).toEqual([
      { round: 1, helped: true, expected: 2, perceived: 5, quality: 'distinguished', at: judgedOn },
    ]);
  });

  test('of each round stands beside those of the others', () => {
    const story = answered().act('confirm', judgedOn, byCustomer({ helped: false, expected: 4, perceived: 1 }));
    story.act('answer', '2026-03-16T06:00:00Z').act('confirm', '2026-03-16T07:00:00Z', byCustomer({}));
    expect(story.state.verdicts.map(({ round, helped, quality }) => [round, helped, quality])).toEqual([
      [1, false, 'poor'],
      [2, true, null],
    ]);
  });

  test('that comes after the closing by silence is recorded and leaves the case closed by silence', () => {
    const story = answered().reach('2026-03-23T13:00:00Z');
    story.act('rate', '2026-03-24T06:00:00Z', byCustomer({ helped: false, expected: 3, perceived: 3 }));
    expect(story.state).toMatchObject({ status: 'closed', outcome: 'silence', round: 1 });
    expect(story.state.verdicts).toMatchObject([{ helped: false, quality: 'ordinary' }]);
  });

  test('adds scores to a yes that came without, whose word stands', () => {
    const story = answered().act('confirm', judgedOn, byCustomer({}));
    story.act('rate', '2026-03-16T06:00:00Z', byCustomer({ helped: false, expected: 5, perceived: 4 }));
    expect(story.state.verdicts).toMatchObject([{ round: 1, helped: true, quality: 'poor' }]);
  });

  test('is given once for each round', () => {
    const story = answered().act('confirm', judgedOn, byCustomer({ expected: 3, perceived: 3 }));
    const { refusal, detail } = story.refusal('rate', '2026-03-16T06:00:00Z');
    expect([refusal, detail]).toEqual(['NotAllowedNow', expect.stringContaining('judged')]);
  });

  test('comes too late once the window for reopening is over', () => {
    const story = answered().act('confirm', judgedOn, byCustomer({})).reach('2026-04-14T13:00:00Z');
    expect(story.refusal('rate', '2026-04-14T13:00:01Z')).toMatchObject({ refusal: 'NotAllowedNow', allowed: [] });
  });
});
