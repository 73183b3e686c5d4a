/** What a customer is asked once their complaint has been answered, and their answers as a form sends them (F-16, B-02). */

const scale = ['1', '2', '3', '4', '5'];

/** In the order in which they are asked; the page and clients show the same words. */
export const followUpQuestions = [
  {
    name: 'helped',
    required: true,
    choices: ['yes', 'no'],
    text: { ar: 'هل حلّ الرد مشكلتكم؟', en: 'Did the answer solve your problem?' },
  },
  {
    name: 'expected',
    required: false,
    choices: scale,
    text: {
      ar: 'ماذا توقعتم من خدمتنا؟ (١ أدنى – ٥ أعلى)',
      en: 'What did you expect of our service? (1 lowest – 5 highest)',
    },
  },
  {
    name: 'perceived',
    required: false,
    choices: scale,
    text: {
      ar: 'كيف وجدتم خدمتنا؟ (١ أدنى – ٥ أعلى)',
      en: 'How did you find our service? (1 lowest – 5 highest)',
    },
  },
  {
    name: 'text',
    required: false,
    choices: null,
    text: { ar: 'هل تودون إضافة شيء؟', en: 'Is there anything you would like to add?' },
  },
];

/** The fields of the page's form as the body that JSON clients send: what was left open is left out. */
export function fromForm(fields: Record<string, unknown>): Record<string, unknown> {
  const { helped, expected, perceived, text, ...unknown } = fields;
  const given = {
    helped: helped === 'yes' ? true : helped === 'no' ? false : undefined,
    expected: expected ? Number(expected) : undefined,
    perceived: perceived ? Number(perceived) : undefined,
    text: typeof text === 'string' && text.trim() !== '' ? text : undefined,
  };
  return { ...unknown, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}
