/** Routes of people's life cycle: giving rights takes two people, taking them away one (S4, 7.2). */
import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { askedBy, changePerson, mustBeThere } from '../../application/organisation/change-staff.ts';
import type { Asked, StaffAct, StaffRefusal } from '../../application/staff/act.ts';
import * as lifeCycle from '../../application/staff/life-cycle.ts';
import { memberOf } from '../../application/staff/member.ts';
import { resetConfirmed, resetProposed } from '../../application/staff/second-factor-reset.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { Member } from './staff-schema.ts';

const one = '/v1/organisations/{organisation}/staff/{staffId}';

const names = z.array(z.string().min(1).max(100)).max(50);
const reason = z.string().trim().min(3).max(1000).meta({ description: 'For those who review it afterwards.' });
const PlaceBody = z.strictObject({ roles: names.min(1), groups: names, departments: names, reason });
const withReason = { body: z.strictObject({ reason }) };

/** What somebody asks for is decided by the entry as it stands, and answered with the entry afterwards. */
function acting<Body>(act: (asked: Asked, body: Body) => StaffAct | StaffRefusal) {
  return (context: Context<unknown, Body>) =>
    once(context, async () => {
      const person = await changePerson(context, (found, staff, id) =>
        act(askedBy(context, found, staff, id), context.body),
      );
      return { status: 200, body: memberOf(person, context.receivedAt) };
    });
}

const shared = { method: 'post', tag: 'staff', permission: mustBeThere, idempotent: true } as const;
const reply = (description: string) => ({ 200: { description, schema: Member } });
const nothing = { body: z.strictObject({}) };
const example = (summary: string, value: object) => ({ examples: { example: { summary, value } } });

export const lifeCycleRoutes: Route[] = [
  route({
    ...shared,
    path: `${one}/place`,
    operationId: 'changePlace',
    summary: 'Give somebody another place: what is only less holds at once, whatever gives more is proposed',
    body: PlaceBody,
    ...example('Less than before', {
      roles: ['agent'],
      groups: [],
      departments: [],
      reason: 'انتقل إلى قسم آخر (مثال).',
    }),
    replies: reply('Changed, and every session has ended; or proposed, under `proposedPlace`.'),
    handle: acting((asked, { reason: why, ...place }: z.infer<typeof PlaceBody>) =>
      lifeCycle.placeChanged(asked, place, why),
    ),
  }),
  route({
    ...shared,
    path: `${one}/switch-off`,
    operationId: 'switchOff',
    summary: 'Take away every right at once, by one person; all sessions end, and it is reviewed afterwards',
    ...withReason,
    ...example('Switch off', { reason: 'يُراجع ما جرى (مثال).' }),
    replies: reply('Switched off.'),
    handle: acting((asked, body: { reason: string }) => lifeCycle.switchedOff(asked, body.reason)),
  }),
  route({
    ...shared,
    path: `${one}/end-sessions`,
    operationId: 'endSessionsOf',
    summary: 'End every session of somebody at once, by one person; the account stays, and it is reviewed afterwards',
    ...withReason,
    ...example('A lost telephone', { reason: 'فُقد هاتفه (مثال).' }),
    replies: reply('Ended, for every process.'),
    handle: acting((asked, body: { reason: string }) => lifeCycle.sessionsEnded(asked, body.reason)),
  }),
  route({
    ...shared,
    path: `${one}/switch-on`,
    operationId: 'switchOn',
    summary: 'Propose to switch somebody on again, with the place that the person had',
    ...nothing,
    ...example('Switch on again', {}),
    replies: reply('Proposed; it gives no rights yet.'),
    handle: acting((asked) => lifeCycle.switchingOn(asked)),
  }),
  route({
    ...shared,
    path: `${one}/proposed-place/confirm`,
    operationId: 'confirmPlace',
    summary: 'Confirm a proposed place, as the second of two people; nobody who gains by it can',
    ...nothing,
    ...example('Confirm it', {}),
    replies: reply('The rights hold from now on; whoever was invited gets a code by e-mail.'),
    handle: acting((asked) => lifeCycle.placeConfirmed(asked)),
  }),
  route({
    ...shared,
    path: `${one}/proposed-place/refuse`,
    operationId: 'refusePlace',
    summary: 'Refuse a proposed place, or take the proposal back',
    ...nothing,
    ...example('Refuse it', {}),
    replies: reply('Nothing is proposed any more.'),
    handle: acting((asked) => lifeCycle.placeRefused(asked)),
  }),
  route({
    ...shared,
    path: `${one}/leave`,
    operationId: 'leaveStaff',
    summary: 'Somebody leaves: no rights, no sessions, and no way back but a new invitation',
    ...withReason,
    ...example('The contract ended', { reason: 'انتهى عقد العمل (مثال).' }),
    replies: reply('Left; what the person owns is listed under `holdings`, and handed over by `hand-over`.'),
    handle: acting((asked, body: { reason: string }) => lifeCycle.left(asked, body.reason)),
  }),
  route({
    ...shared,
    path: `${one}/new-password`,
    operationId: 'resetPassword',
    summary: 'Void somebody’s password and all sessions; the person alone gets a code for another one, by e-mail',
    ...nothing,
    ...example('A lost password', {}),
    replies: reply('The password is void.'),
    handle: acting((asked) => lifeCycle.passwordReset(asked)),
  }),
  route({
    ...shared,
    path: `${one}/second-factor/reset`,
    operationId: 'proposeSecondFactorReset',
    summary: 'Propose to take somebody’s second factor away, since it is lost',
    ...withReason,
    ...example('A lost telephone', { reason: 'فُقد هاتفه (مثال).' }),
    replies: reply('Proposed, under `proposedSecondFactorReset`; nothing has changed yet.'),
    handle: acting((asked, body: { reason: string }) => resetProposed(asked, body.reason)),
  }),
  route({
    ...shared,
    path: `${one}/second-factor/reset/confirm`,
    operationId: 'confirmSecondFactorReset',
    summary: 'Take it away, as the second of two people: the person enrols another one',
    ...nothing,
    ...example('Confirm it', {}),
    replies: reply('Gone, and every session has ended.'),
    handle: acting((asked) => resetConfirmed(asked)),
  }),
];
