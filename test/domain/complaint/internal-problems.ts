import { expect, test } from '@jest/globals';
import type { NoticeRule } from '../../../domain/case/policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const notice = (on: string, to: NoticeRule['to']): NoticeRule => ({
  ...{ source: 'ours', on, to, channels: ['email'], template: on, urgent: false },
});
const policy = {
  notices: [
    ...[notice('received', 'customer'), notice('received', 'role:manager')],
    ...[notice('answered', 'customer'), notice('answered', 'role:manager')],
  ],
};

test('of a problem of our own no customer is told, at no step; staff are (N-25)', () => {
  const told = ({ notices }: Story) => notices.map(({ to, template }) => `${template} ${to}`);
  const toldOf = (story: Story) => [...told(story), ...told(story.act('accept', wednesday).act('answer', wednesday))];
  const ofStaff = ['received role:manager', 'answered role:manager'];
  expect(toldOf(new Story({ policy, details: { internal: true } })).filter((one) => one.includes('customer'))).toEqual(
    [],
  );
  expect(toldOf(new Story({ policy, details: { internal: true } }))).toEqual(expect.arrayContaining(ofStaff));
  expect(toldOf(new Story({ policy }))).toEqual(expect.arrayContaining(['received customer', 'answered customer']));
});

test('what nobody is known to have brought is given no contact and no representative (F-10, N-25)', () => {
  const opened = (details: object) => new Story({ policy: { reading: 4 }, details }).act('attach', wednesday);
  const ofCustomer = opened({}).act('set-representative', wednesday).act('correct-contact', wednesday);
  expect(ofCustomer.types()).toEqual(expect.arrayContaining(['representativeSet', 'contactCorrected']));
  const anonymous = opened({ anonymous: true });
  for (const command of ['correct-contact', 'set-representative'] as const) {
    expect(anonymous.refusal(command, wednesday)).toMatchObject({ refusal: 'NotAllowedNow' });
  }
  expect(opened({ internal: true }).refusal('set-representative', wednesday).detail).toContain('it has no customer');
});
