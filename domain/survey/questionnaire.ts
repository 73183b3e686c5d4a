/** Questionnaires as data (N-10): what is asked, in Arabic and English, and what can be wrong with that. */

export interface Wording {
  ar: string;
  en: string;
}

interface Asked {
  id: string;
  text: Wording;
  required: boolean;
}

/** A statement on a scale from 1; the labels are those of the questionnaire's scale of that name. */
export interface ScaleQuestion extends Asked {
  kind: 'scale';
  scale: string;
  /** What a person says to whom the statement does not apply; null if it applies to everybody. */
  notApplicable: Wording | null;
}

export interface Choice {
  code: string;
  text: Wording;
  /** People who choose this may be minors: no name is asked from them, and none is taken. */
  minors: boolean;
}

/** One of several; answers are also analysed by each of them. */
export interface ChoiceQuestion extends Asked {
  kind: 'choice';
  choices: Choice[];
}

export interface TextQuestion extends Asked {
  kind: 'text';
  /** In characters. */
  maxLength: number;
  format: 'any' | 'date' | 'email' | 'phone';
  /** Answers are also analysed by what stands here: a city, a centre. */
  groups: boolean;
  /** Says who the person is: kept apart from the answers, never required, and not asked from minors. */
  personal: boolean;
}

/** B-02: what was expected and what was perceived, on one scale. */
export interface PairQuestion extends Asked {
  kind: 'expected-and-perceived';
  scale: string;
}

export type Question = ScaleQuestion | ChoiceQuestion | TextQuestion | PairQuestion;

/** One version of a questionnaire. */
export interface Questionnaire {
  title: Wording;
  /** Labels from 1 upwards, by name of the scale. */
  scales: Record<string, Wording[]>;
  questions: Question[];
}

export interface Fault {
  path: string;
  message: string;
}

/** More would neither be filled in nor be analysed in tables that people can read. */
const mostDimensions = 6;

/** What is wrong with a questionnaire beyond its shape; nothing if it can be used. */
export function questionnaireFaults({ questions, scales }: Questionnaire): Fault[] {
  const at = (index: number, message: string): Fault => ({ path: `questions.${index}`, message });
  const own = questions.flatMap((question, index) => [
    ...(questions.findIndex(({ id }) => id === question.id) < index
      ? [at(index, `there is a question \`${question.id}\` already`)]
      : []),
    ...ownFaults(question, scales).map((message) => at(index, message)),
  ]);
  const overall = [
    ...(questions.some(({ kind }) => kind === 'scale' || kind === 'expected-and-perceived')
      ? []
      : ['asks for no rating, so that nothing could be analysed']),
    ...(dimensionsOf({ questions }).length > mostDimensions
      ? [`has more than ${mostDimensions} questions that answers are analysed by`]
      : []),
    ...(questions.filter(asksForMinors).length > 1 ? ['has more than one question that tells minors'] : []),
  ];
  return [...own, ...overall.map((message) => ({ path: 'questions', message }))];
}

function ownFaults(question: Question, scales: Questionnaire['scales']): string[] {
  switch (question.kind) {
    case 'scale':
    case 'expected-and-perceived':
      return Object.hasOwn(scales, question.scale) ? [] : [`there is no scale \`${question.scale}\``];
    case 'choice':
      return new Set(question.choices.map(({ code }) => code)).size === question.choices.length
        ? []
        : ['two choices have one code'];
    case 'text':
      return [
        ...(question.personal && question.required ? ['who somebody is may not be required'] : []),
        ...(question.personal && question.groups ? ['answers are not analysed by who somebody is'] : []),
      ];
  }
}

/** The questions that answers are analysed by: choices, and texts that say so. */
export function dimensionsOf({ questions }: Pick<Questionnaire, 'questions'>): (ChoiceQuestion | TextQuestion)[] {
  return questions.filter(
    (question): question is ChoiceQuestion | TextQuestion =>
      question.kind === 'choice' || (question.kind === 'text' && question.groups),
  );
}

/** The questions that say who somebody is. */
export function personalQuestions({ questions }: Pick<Questionnaire, 'questions'>): TextQuestion[] {
  return questions.filter((question): question is TextQuestion => question.kind === 'text' && question.personal);
}

function asksForMinors(question: Question): boolean {
  return question.kind === 'choice' && question.choices.some(({ minors }) => minors);
}

/** The question whose answer tells minors from others, if there is one. */
export function minorsQuestion({ questions }: Pick<Questionnaire, 'questions'>): ChoiceQuestion | null {
  return (questions.find(asksForMinors) as ChoiceQuestion | undefined) ?? null;
}
