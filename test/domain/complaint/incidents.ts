import { describe, expect, test } from '@jest/globals';
import { agent } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const incident = 'SA-X-00000-00001';

describe('a complaint that is joined to an incident', () => {
  test('says so, and keeps its clocks, its status and its owner', () => {
    const apart = new Story().act('accept', wednesday);
    const story = new Story().act('accept', wednesday).act('join-incident', wednesday, { body: { incident } });
    expect(story.state).toEqual({ ...apart.state, incident });
    expect(story.event('incidentJoined').data).toEqual({ incident });
  });

  test('is taken out again with a reason, and can be joined to another one', () => {
    const story = new Story().act('join-incident', wednesday, { body: { incident } });
    expect(story.refusal('join-incident', wednesday).detail).toContain(incident);
    story.act('leave-incident', wednesday);
    expect(story.state).not.toHaveProperty('incident');
    expect(story.event('incidentLeft').data).toMatchObject({ incident, words: { id: 'why-it-leaves' } });
    expect(story.refusal('leave-incident', wednesday).refusal).toBe('NotAllowedNow');
    story.act('join-incident', wednesday, { body: { incident: 'SA-X-00000-00002' } });
    expect(story.state.incident).toBe('SA-X-00000-00002');
  });

  test('is joined by those who lead, until it is answered, under a policy that knows incidents', () => {
    expect(new Story().refusal('join-incident', wednesday, { by: agent }).refusal).toBe('Forbidden');
    const answered = new Story().act('accept', wednesday).act('answer', wednesday);
    expect(answered.refusal('join-incident', wednesday).refusal).toBe('NotAllowedNow');
    const earlier = new Story({ policy: { incidents: undefined as never } });
    expect(earlier.refusal('join-incident', wednesday).detail).toContain('knows no incidents');
  });
});
