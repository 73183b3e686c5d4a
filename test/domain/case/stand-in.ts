import { describe, expect, test } from '@jest/globals';
import type { Actor } from '../../../domain/case/command.ts';
import { mayAct, mayRead, readerOfWords } from '../../../domain/case/rights.ts';
import { type Member, makesLoop, standInsOf } from '../../../domain/stand-in.ts';
import { samplePolicy, staff } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const always = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
const at = wednesday;

function member(id: string, deputy?: string, change: Partial<Member['absences'][number]> = {}): Member {
  const [role = ''] = id.split('-');
  const { roles, groups, departments } = staff(role);
  return { id, roles, groups, departments, absences: deputy ? [{ ...always, deputy, ...change }] : [] };
}

/** Somebody with those for whom the directory has them stand in. */
function actor(id: string, ...away: Member[]): Actor {
  const { roles, groups, departments } = member(id);
  return { id, roles, groups, departments, standIns: standInsOf(member(id), away, at) };
}

const replaced = (id: string, ...away: Member[]) => standInsOf(member(id), away, at).map((standIn) => standIn.for);

describe('who stands in for whom', () => {
  test('the deputy of anyone who is away, while he is away', () => {
    expect(replaced('agent-1', member('manager-1', 'agent-1'))).toEqual(['manager-1']);
    expect(replaced('agent-2', member('manager-1', 'agent-1'))).toEqual([]);
    expect(replaced('agent-1', member('manager-1', 'agent-1', { to: at }))).toEqual([]);
    expect(replaced('agent-1', member('manager-1', 'agent-1', { from: at }))).toEqual(['manager-1']);
  });

  test('the deputy of a deputy who is away himself, for both', () => {
    const away = [member('manager-1', 'supervisor-1'), member('supervisor-1', 'agent-1')];
    expect(replaced('agent-1', ...away)).toEqual(['manager-1', 'supervisor-1']);
    expect(replaced('supervisor-1', ...away.slice(0, 1))).toEqual(['manager-1']);
  });

  test('a deputy of a deputy only while both are away, and for what both leave to him', () => {
    const away = [
      member('manager-1', 'supervisor-1', { to: '2026-06-01T00:00:00Z', scope: ['answer', 'decline'] }),
      member('supervisor-1', 'agent-1', { from: '2026-02-01T00:00:00Z', scope: ['answer', 'assign'] }),
    ];
    expect(standInsOf(member('agent-1'), away, at)[0]).toMatchObject({
      for: 'manager-1',
      by: 'agent-1',
      from: '2026-02-01T00:00:00Z',
      to: '2026-06-01T00:00:00Z',
      scope: ['answer'],
      through: ['supervisor-1'],
    });
  });

  test('nobody, where the stand-ins run in a circle', () => {
    const circle = [member('manager-1', 'manager-2'), member('manager-2', 'manager-1')];
    for (const { id } of circle) expect(replaced(id, ...circle)).toEqual([]);
    expect(standInsOf(circle[0] as Member, circle, at)).toEqual([]);
    expect(replaced('agent-1', member('manager-3', 'manager-1'), ...circle)).toEqual([]);
  });

  test('nobody who is away himself', () => {
    const away = member('agent-1', 'agent-2');
    expect(standInsOf(away, [away, member('manager-1', 'agent-1')], at)).toEqual([]);
  });

  test('an absence that would close a circle is found, by whatever way and only at the same time', () => {
    const directory = [member('b', 'c'), member('c', 'd'), member('d')];
    expect(makesLoop('d', { ...always, deputy: 'b' }, directory)).toBe(true);
    expect(makesLoop('a', { ...always, deputy: 'b' }, directory)).toBe(false);
    const next = { from: always.to, to: '2028-01-01T00:00:00Z' };
    expect(makesLoop('d', { ...next, deputy: 'b' }, directory)).toBe(false);
  });
});

describe('a stand-in', () => {
  const subject = { about: [], owner: 'agent-2', policy: samplePolicy() };
  const forOwner = actor('agent-1', member('agent-2', 'agent-1'));
  const forManager = actor('agent-1', member('manager-1', 'agent-1'));

  test('may do what only the owner may, where he replaces the owner', () => {
    expect(mayAct(actor('agent-1'), 'answer', subject)).toMatchObject({ no: 'NotYourCase' });
    expect(mayAct(forOwner, 'answer', subject)).toBeNull();
  });

  test('may do what the role of the person replaced may, and reads as that person does', () => {
    expect(mayAct(forManager, 'decline', subject)).toBeNull();
    const elsewhere = { ...subject, policy: { ...samplePolicy(), group: 'other', department: 'other' } };
    expect([mayRead(actor('agent-1'), elsewhere), mayRead(forManager, elsewhere)]).toEqual([false, true]);
    expect(readerOfWords(forManager, elsewhere)).toMatchObject({ id: 'agent-1', standingInFor: 'manager-1' });
    expect(
      readerOfWords(actor('manager-2', member('manager-1', 'manager-2')), elsewhere)?.standingInFor,
    ).toBeUndefined();
  });

  test('does only that for which he stands in', () => {
    const narrow = actor('agent-1', member('manager-1', 'agent-1', { scope: ['assign'] }));
    expect(mayAct(narrow, 'decline', subject)).toMatchObject({ no: 'Forbidden' });
    expect(mayAct(narrow, 'pause', subject)).toBeNull();
  });

  test('has no right of a person whom the case names, nor by way of one, and none where it names himself', () => {
    const about = (...named: string[]) => ({ ...subject, about: named });
    expect(mayAct(forManager, 'decline', about('manager-1'))).toMatchObject({ no: 'Forbidden' });
    expect(mayAct(forManager, 'pause', about('manager-1'))).toBeNull();
    const chained = actor('agent-1', member('manager-1', 'supervisor-1'), member('supervisor-1', 'agent-1'));
    expect(mayAct(chained, 'decline', about('supervisor-1'))).toMatchObject({ no: 'Forbidden' });
    expect(mayAct(forManager, 'decline', about('agent-1'))).toMatchObject({ no: 'NamedInCase' });
    expect(mayRead(forManager, about('agent-1'))).toBe(false);
  });
});

describe('the timeline', () => {
  const forManager = actor('agent-1', member('manager-1', 'agent-1'));

  test('has both names where somebody acted as a stand-in, with the roles that counted', () => {
    const event = new Story().act('decline', at, { by: forManager }).event('declined');
    expect(event).toMatchObject({ by: 'agent-1', standingInFor: 'manager-1', roles: ['manager'] });
  });

  test('has one name where he acted in his own right', () => {
    const event = new Story().act('accept', at, { by: forManager }).event('accepted');
    expect(event).toMatchObject({ by: 'agent-1', roles: ['agent'] });
    expect(event).not.toHaveProperty('standingInFor');
  });

  test('an agent who assigns to another in the place of a manager does it as a stand-in, to himself in his own right', () => {
    const to = (id: string) => new Story().act('assign', at, { by: forManager, body: { to: id } }).event('assigned');
    expect(to('agent-7')).toMatchObject({ standingInFor: 'manager-1' });
    expect(to('agent-1')).not.toHaveProperty('standingInFor');
  });

  test('what counts is the instant of the click, not that of the handling', () => {
    const [carried] = forManager.standIns ?? [];
    if (!carried) throw new Error('nobody is replaced');
    const until = (to: string) => ({ ...forManager, standIns: [{ ...carried, to }] });
    const later = '2026-03-11T09:00:00Z';
    expect(new Story().act('decline', at, { by: until(later), now: '2026-03-11T10:00:00Z' }).state.status).toBe(
      'declined',
    );
    expect(new Story().refusal('decline', later, { by: until(later) })).toMatchObject({ refusal: 'Forbidden' });
  });
});
