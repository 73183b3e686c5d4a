/** What customers read who are asked to answer a survey (N-09): the same in every organisation. Pure. */
import type { Language } from './readable.ts';

export interface InvitationShown {
  organisation: string;
  /** Name of the programme; null if it has none. */
  programme: string | null;
  name: string;
  link: string;
}

const wordings: Record<Language, { subject: string; text: (shown: InvitationShown) => string[] }> = {
  ar: {
    subject: 'رأيكم يهمنا',
    text: ({ organisation, programme, name, link }) => [
      `${name}، السلام عليكم ورحمة الله وبركاته`,
      programme === null
        ? 'نأمل أن تخبرونا برأيكم في خدماتنا، ولا يستغرق ذلك إلا دقائق.'
        : `نأمل أن تخبرونا برأيكم في «${programme}»، ولا يستغرق ذلك إلا دقائق.`,
      'هذا الرابط لكم وحدكم ويصلح لإجابة واحدة، ولا يُطلب منكم ذكر الاسم:',
      link,
      organisation,
    ],
  },
  en: {
    subject: 'Your opinion matters to us',
    text: ({ organisation, programme, name, link }) => [
      `Dear ${name},`,
      programme === null
        ? 'Please tell us what you think of our services. It takes a few minutes.'
        : `Please tell us what you think of “${programme}”. It takes a few minutes.`,
      'This link is yours alone and good for one answer. You need not give your name:',
      link,
      organisation,
    ],
  },
};

/** Subject and text; the link stands alone on its line. */
export function surveyInvitation(language: Language, shown: InvitationShown): { subject: string; text: string } {
  const { subject, text } = wordings[language];
  return { subject: `${shown.organisation}: ${subject}`, text: text(shown).join('\n') };
}
