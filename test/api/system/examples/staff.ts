/** The examples of people's life cycle, of absences and of calendars: each about somebody hired for it. */
import { expect } from '@jest/globals';
import type { ExampleSender, Story } from '../../../support/api/example-sender.ts';

/** The last change of this person's that nobody has reviewed. */
async function lastChange(sender: ExampleSender, staffId: string): Promise<string> {
  const answer = await sender.as('auditor.1').get(`${sender.base}/staff-changes?reviewed=false`);
  const { items } = answer.as<{ items: { staffId: string; fact: { id: string } }[] }>();
  return items.find((one) => one.staffId === staffId)?.fact.id ?? '';
}

const invited: Story = {
  title: 'somebody is invited and placed, and gets another code',
  sends: ['inviteStaff', 'confirmPlace', 'resetPassword'],
  async tell(sender) {
    const { staffId } = (await sender.send('inviteStaff', { by: 'manager.1' })).as<{ staffId: string }>();
    await sender.send('confirmPlace', { by: 'manager.2', at: { staffId } });
    await sender.send('resetPassword', { by: 'manager.1', at: { staffId } });
  },
};

const moved: Story = {
  title: 'somebody is switched off and on, moved, and leaves; a colleague gets the work, and an auditor reviews it',
  sends: [
    'endSessionsOf',
    'switchOff',
    'switchOn',
    'confirmPlace',
    'changePlace',
    'leaveStaff',
    'handOverAll',
    'reviewStaffChange',
  ],
  async tell(sender) {
    const staffId = sender.id('supervisor.3');
    const at = { staffId };
    await sender.hire('supervisor.3');
    await sender.send('endSessionsOf', { by: 'manager.1', at });
    await sender.send('switchOff', { by: 'manager.1', at });
    await sender.send('switchOn', { by: 'manager.1', at });
    await sender.send('confirmPlace', { by: 'manager.2', at });
    const leaver = { staffId: sender.id('agent.3') };
    await sender.hire('agent.3');
    await sender.send('changePlace', { by: 'manager.1', at: leaver });
    await sender.send('leaveStaff', { by: 'manager.1', at: leaver });
    await sender.send('handOverAll', { by: 'manager.1', at: leaver });
    const fact = await lastChange(sender, leaver.staffId);
    await sender.send('reviewStaffChange', { by: 'auditor.1', at: { ...leaver, fact } });
  },
};

const lostFactor: Story = {
  title: 'somebody has lost the second factor, and two people take it away',
  sends: ['proposeSecondFactorReset', 'confirmSecondFactorReset'],
  async tell(sender) {
    const staffId = sender.id('agent.6');
    await sender.hire('agent.6', { secondFactor: { sealed: '', lastUsed: 0, recovery: [] } });
    await sender.send('proposeSecondFactorReset', { by: 'manager.1', at: { staffId } });
    await sender.send('confirmSecondFactorReset', { by: 'manager.2', at: { staffId } });
  },
};

const service: Story = {
  title: 'another system gets an account',
  sends: ['proposeService', 'confirmService'],
  async tell(sender) {
    const { staffId } = (await sender.send('proposeService', { by: 'manager.1' })).as<{ staffId: string }>();
    await sender.send('confirmService', { by: 'manager.2', at: { staffId } });
  },
};

const refused: Story = {
  title: 'a second person refuses a place',
  sends: ['refusePlace'],
  async tell(sender) {
    const staffId = sender.id('supervisor.4');
    await sender.hire('supervisor.4');
    const place = { roles: ['manager'], groups: [], departments: [], reason: 'ترقية (مثال)' };
    (await sender.as('manager.1').post(`${sender.base}/staff/${staffId}/place`, place)).as();
    await sender.send('refusePlace', { by: 'manager.2', at: { staffId } });
  },
};

const absent: Story = {
  title: 'an absence is entered, corrected and cancelled; another one is confirmed, and ended',
  sends: ['enterAbsence', 'correctAbsence', 'cancelAbsence', 'confirmAbsence', 'endAbsence'],
  async tell(sender) {
    const staffId = sender.id('agent.5');
    await sender.hire('agent.5');
    const entered = await sender.send('enterAbsence', { by: 'supervisor.1', at: { staffId } });
    const [{ id: absence } = { id: '' }] = entered.as<{ absences: { id: string }[] }>().absences;
    const shorter = await sender.send('correctAbsence', { by: 'supervisor.1', at: { staffId, absence } });
    expect(shorter.as()).toMatchObject({ absences: [{ id: absence, to: '2030-01-13T05:00:00.000Z' }] });
    await sender.send('cancelAbsence', { by: 'supervisor.1', at: { staffId, absence } });
    const away = sender.id('manager.5');
    await sender.hire('manager.5');
    const [from, to] = [-1000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
    const running = { from, to, deputy: sender.id('agent.2') };
    const proposal = await sender.as('manager.1').post(`${sender.base}/staff/${away}/absences`, running);
    const [{ id } = { id: '' }] = proposal.as<{ proposedAbsences: { id: string }[] }>().proposedAbsences;
    const at = { staffId: away, absence: id };
    await sender.send('confirmAbsence', { by: 'manager.2', at });
    await sender.send('endAbsence', { by: 'manager.2', at });
  },
};

const calendar: Story = {
  title: 'another version of a calendar is published',
  sends: ['publishCalendar'],
  async tell(sender) {
    await sender.send('publishCalendar', { by: 'manager.1', at: { name: 'saudi-arabia' } });
  },
};

export const stories: Story[] = [invited, moved, lostFactor, service, refused, absent, calendar];
