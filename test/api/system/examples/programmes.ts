/** The examples of programmes and contributions, of questionnaires and surveys. */
import { expect } from '@jest/globals';
import type { ExampleSender, Story } from '../../../support/api/example-sender.ts';
import { opened } from '../../../support/api/surveys.ts';

/** A survey of the organisation's own with its first questionnaire, of no cycle. */
async function survey(sender: ExampleSender): Promise<{ survey: string }> {
  const { api, base, organisation } = sender;
  const form = await sender.as('quality.1').get(`${base}/questionnaires/satisfaction`);
  const { id, version, digest } = form.as<{ id: string; version: number; digest: string }>();
  const { _id } = await opened(api, organisation, { questionnaire: { id, version, digest } });
  return { survey: _id };
}

export const stories: Story[] = [
  {
    title: 'a programme is added and changed',
    sends: ['addProgramme', 'changeProgramme'],
    async tell(sender) {
      const { code } = (await sender.send('addProgramme', { by: 'manager.1' })).as<{ code: string }>();
      await sender.send('changeProgramme', { by: 'manager.1', at: { code } });
    },
  },
  {
    title: 'statistics over customers are saved',
    sends: ['saveCustomerStatistics'],
    async tell(sender) {
      await sender.send('saveCustomerStatistics', { by: 'manager.1' });
    },
  },
  {
    title: 'a contribution is recorded, and comes again in a file',
    sends: ['recordContribution', 'importContributions'],
    async tell(sender) {
      await sender.withExampleCustomer();
      await sender.send('recordContribution', { by: 'manager.1' });
      const answer = await sender.send('importContributions', { by: 'manager.1' });
      expect(answer.as<{ repeated: string[] }>().repeated.length).toBe(1);
    },
  },
  {
    title: 'a questionnaire is made and revised',
    sends: ['makeQuestionnaire', 'reviseQuestionnaire'],
    async tell(sender) {
      const { id } = (await sender.send('makeQuestionnaire', { by: 'quality.1' })).as<{ id: string }>();
      await sender.send('reviseQuestionnaire', { by: 'quality.1', at: { questionnaire: id } });
    },
  },
  {
    title: 'people are invited to a survey, and one of them answers',
    sends: ['inviteToSurvey', 'sendSurveyInvitations', 'answerSurvey'],
    async tell(sender) {
      const at = await survey(sender);
      await sender.send('inviteToSurvey', { by: 'quality.1', at });
      await sender.send('sendSurveyInvitations', { by: 'quality.1', at });
      await sender.send('answerSurvey', { at });
    },
  },
  {
    title: 'two people type a paper form differently, and a third settles it',
    sends: ['typePaperForms', 'settlePaperForm'],
    async tell(sender) {
      const at = await survey(sender);
      await sender.send('typePaperForms', { by: 'agent.1', at });
      const batch = sender.exampleOf('typePaperForms') as { batch: string; forms: { form: string; answers: object }[] };
      const forms = batch.forms.map((one) => ({ ...one, answers: { ...one.answers, 'statement-1': 1 }, person: {} }));
      const typed = `${sender.base}/surveys/${at.survey}/paper-forms`;
      (await sender.as('agent.2').post(typed, { ...batch, forms })).as();
      const form = batch.forms[0]?.form ?? '';
      const where = { ...at, batch: batch.batch, form };
      const settled = await sender.send('settlePaperForm', { by: 'quality.1', at: where });
      expect(settled.as()).toMatchObject({ state: 'counted' });
    },
  },
];
