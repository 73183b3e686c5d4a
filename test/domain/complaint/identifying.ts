import { describe, expect, test } from '@jest/globals';
import { agent, manager, staff } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const minutesLater = (minutes: number) => new Date(Date.parse(wednesday) + minutes * 60_000).toISOString();
const right = { right: 2, wrong: 0 };
const wrong = { right: 1, wrong: 1 };
const told = { statusTold: true as const };

describe('who calls is identified before status is told', () => {
  test('status told by telephone waits for an identification by the same person, which holds for some minutes', () => {
    const story = new Story();
    expect(story.refusal('log-contact', minutesLater(0), { by: agent, body: told })).toMatchObject({
      refusal: 'Incomplete',
    });
    story.act('identify', minutesLater(1), { by: agent, body: right });
    expect(story.event('callerIdentified')).toMatchObject({
      by: agent.id,
      data: { channel: 'phone', asked: ['name', 'telephone'], right: 2, wrong: 0 },
    });
    // What one colleague has asked says nothing of another's call.
    const colleague = staff('agent', 'agent-2');
    expect(story.refusal('log-contact', minutesLater(2), { by: colleague, body: told })).toMatchObject({
      refusal: 'Incomplete',
    });
    story.act('log-contact', minutesLater(16), { by: agent, body: told });
    expect(story.event('contactLogged').data).toMatchObject(told);
    expect(story.refusal('log-contact', minutesLater(17), { by: agent, body: told })).toMatchObject({
      refusal: 'Incomplete',
    });
  });

  test('a failed attempt ends what an earlier one had proven', () => {
    const story = new Story().act('identify', minutesLater(0), { by: agent, body: right });
    story.act('identify', minutesLater(1), { by: agent, body: wrong });
    expect(story.refusal('log-contact', minutesLater(2), { by: agent, body: told })).toMatchObject({
      refusal: 'Incomplete',
    });
  });

  test('what needs no identification: another channel, a contact in which nothing is told, a policy that asks nothing', () => {
    const story = new Story();
    story.act('log-contact', minutesLater(0), { by: agent, body: { ...told, channel: 'visit' } });
    story.act('log-contact', minutesLater(1), { by: agent });
    const free = new Story({ policy: { identification: undefined } as never });
    free.act('log-contact', minutesLater(0), { by: agent, body: told });
    expect(free.refusal('identify', minutesLater(1), { by: agent })).toMatchObject({ refusal: 'NotAllowedNow' });
  });

  test('the third failed attempt alarms and ends all asking for a day, for everybody and with right answers too', () => {
    const notices = [
      {
        ...{ source: 'ours' as const, on: 'identificationBlocked', to: 'role:supervisor' as const, urgent: true },
        ...{ channels: ['email' as const], template: 'identification-blocked' },
      },
    ];
    const story = new Story({ policy: { notices } });
    for (const minute of [0, 1]) story.act('identify', minutesLater(minute), { by: agent, body: wrong });
    expect(story.types()).not.toContain('identificationBlocked');
    story.act('identify', minutesLater(2), { by: agent, body: wrong });
    const until = minutesLater(24 * 60);
    expect(story.event('identificationBlocked').data).toEqual({ until });
    expect(story.notices.at(-1)).toMatchObject({ to: 'role:supervisor', template: 'identification-blocked' });
    expect(story.refusal('identify', minutesLater(3), { by: manager, body: right })).toMatchObject({
      refusal: 'NotAllowedNow',
    });
    story.act('identify', minutesLater(24 * 60 + 1), { by: manager, body: right });
  });

  test('too few questions are no attempt', () => {
    const body = { asked: ['name'], right: 1, wrong: 0 };
    expect(new Story().refusal('identify', minutesLater(0), { by: agent, body })).toMatchObject({
      refusal: 'Incomplete',
    });
  });
});
