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
