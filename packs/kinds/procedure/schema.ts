import { z } from 'zod';
import { procedure } from '../../../domain/procedure/kind.ts';
import { stepKinds } from '../../../domain/procedure/policy.ts';
import { Amount, noticeAmong } from '../../schema/clocks.ts';
import { step, Titled } from '../../schema/people.ts';
import { LocalDate, Name, sourceKeys, Wording } from '../../schema/wording.ts';
import { eventsOf } from '../../vocabulary/names.ts';
import { Field, FieldName } from '../complaint/schema/rules.ts';

/** What happens to it that may be told to somebody. Its steps' clocks need not be written: they follow from the steps. */
const events = eventsOf(procedure, ['stepBegan', 'staffAsked', 'stepDone', 'stepSkipped', 'recommendationDecided']);

const Step = step();

/** A clock bears the name of its step, and a number once the step is done again. */
const StepName = Name.refine((name) => !/-\d+$/.test(name), 'The name of a step does not end in a number');

const Day = z.union(
  [
    z.strictObject({
      workingDay: z.union([z.int().min(1).max(20), z.int().min(-20).max(-1)]).meta({
        description: '1 is the first working day of the period, -1 the last.',
      }),
    }),
    z.strictObject({
      weekday: z.enum(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']),
      nth: z.int().min(1).max(4).default(1).meta({ description: '2 is the second one in the period.' }),
    }),
  ],
  { error: 'A day is `workingDay: n`, or `weekday: sun` with the number of it in the period' },
);

/** When a procedure falls due by itself. A weekday that is closed is the working day after it. */
const ByCalendar = z.union(
  [
    z.strictObject({
      every: z.enum(['week', 'month', 'quarter', 'half-year', 'year']),
      on: Day,
      about: z.enum(['this', 'previous']).default('this').meta({ description: 'The period that it is about.' }),
    }),
    z.strictObject({
      monthsAfterEnd: z.int().min(1).max(60).meta({ description: 'Of the occurrence before it.' }),
      first: LocalDate.meta({ description: 'When the first one falls due.' }),
    }),
  ],
  { error: 'By calendar is `every` with `on`, or `monthsAfterEnd` with `first`' },
);

/** What happens elsewhere and starts one, once for each time that it happens. */
const ByEvent = z.union(
  [
    z.enum(['policy-published', 'programme-ended', 'knowledge-review-due']),
    z.strictObject({
      breach: z.strictObject({
        kind: z.enum(['complaint', 'departmentTicket', 'recordChange', 'surveyCycle', 'followedItem', 'lead']),
        clock: Name,
      }),
    }),
    z.strictObject({ targetMissed: Name.meta({ description: 'The procedure that evaluates.' }) }),
  ],
  {
    error:
      'An event is `policy-published`, `programme-ended`, `knowledge-review-due`, `breach` with kind and clock, or `targetMissed`',
  },
);

const Trigger = z
  .strictObject({
    request: Step.optional().meta({ description: 'Who may start one.' }),
    calendar: ByCalendar.optional(),
    event: ByEvent.optional(),
  })
  .refine((trigger) => Object.keys(trigger).length > 0, 'A procedure that nothing starts never runs');

const Figure = z.strictObject({
  step: StepName.meta({ description: 'The earlier step whose report it is in.' }),
  measure: FieldName.meta({ description: 'A measure of that report, such as `responseRate`.' }),
  by: Name.optional().meta({
    description: 'A dimension of that report: each group of it is evaluated. Left out: the figure over everything.',
  }),
});

const Criterion = z.strictObject({
  ...sourceKeys,
  title: Wording,
  target: z.number().nonnegative(),
  weight: z.number().positive().default(1),
  lowerIsBetter: z.boolean().default(false),
  figure: Figure.optional().meta({
    description: 'The value is this figure of the frozen report, and nobody types it (F-12, G-12, B-02).',
  }),
});

const days = (most: number) => z.int().min(1).max(most);

/** A version of the policy, a version of a calendar, or a memo that deviates from the policy for a time (N-01, N-02). */
const Proposes = z.union(
  [
    z.enum(['version', 'calendar']),
    z.strictObject({
      memo: z.strictObject({
        longestDays: days(366).meta({ description: 'How long a memo may be in force.' }),
        remindDays: days(90).meta({ description: 'So long before its end that is told, as the event `memoEndsSoon`.' }),
      }),
    }),
  ],
  { error: 'A step proposes a `version`, a `calendar`, or a `memo` with `longestDays` and `remindDays`' },
);

const Finding = z.strictObject({ step: StepName, found: Name });

/** A field of a step, as of any form. What is no text stands in the case itself; text goes to the vault. */
const StepField = z
  .strictObject({
    ...Field.shape,
    type: z.enum(['text', 'date', 'amount', 'choice', 'choices', 'code']).meta({
      description:
        '`code`: small letters, digits and hyphens, such as a vendor’s short name. `choices`: one or more of them, with commas between.',
    }),
    notBefore: FieldName.optional().meta({
      description: 'Of a date: the field of the same step whose day it may not be before.',
    }),
  })
  .refine(({ type, choices }) => (type === 'choice' || type === 'choices') === (choices !== undefined), {
    error: 'A field has `choices` if its type is `choice` or `choices`, and only then',
  });
export type StepField = z.infer<typeof StepField>;

const GivenDate = z.strictObject({ step: StepName, field: FieldName });

const ProcedureStep = z.strictObject({
  ...sourceKeys,
  title: Wording,
  do: z.enum(stepKinds),
  roles: z.array(Name).min(1),
  after: z.array(StepName).optional().meta({ description: 'Left out: the step before it in the list.' }),
  onlyIf: z
    .union([Finding, z.array(Finding).min(1)], { error: '`onlyIf` is a step with what it found, or a list of these' })
    .optional()
    .meta({ description: 'It is skipped unless one of these was found.' }),
  findings: z.record(Name, Titled).optional().meta({ description: 'What it may find.' }),
  findsOne: z.literal(true).optional().meta({ description: 'Who takes it finds exactly one of the findings.' }),
  need: z
    .union([z.enum(['one-of', 'all-of']), z.strictObject({ quorum: z.int().min(1).max(10) })])
    .optional()
    .meta({ description: 'Of `review` and `approve`: how many of the roles. Left out: one of them.' }),
  returnsTo: StepName.optional().meta({ description: 'Of `review` and `approve`: where it goes back to.' }),
  criteria: z.record(Name, Criterion).optional().meta({ description: 'Of `evaluate`.' }),
  evaluators: z.int().min(1).max(10).optional().meta({ description: 'How many different people evaluate.' }),
  corrects: z
    .union([z.literal(true), z.literal('each')], { error: '`corrects` is `true`, or `each`' })
    .optional()
    .meta({
      description: 'A missed target asks for a recommendation; `each`: for one about each subject that misses one.',
    }),
  ofRegister: z.literal(true).optional().meta({
    description:
      'Of `evaluate`: its subjects are what is on the register that names this procedure, all of it and nothing else.',
  }),
  mustRecommend: z.literal(true).optional().meta({
    description: 'Of `prepare`: who takes it recommends something, on which a later step decides.',
  }),
  fields: z.record(FieldName, StepField).optional().meta({
    description: 'Of `prepare`, `carry-out` and `wait-for`: what is given besides words.',
  }),
  dueOn: GivenDate.optional().meta({
    description:
      'A date that an earlier step gives: the step is due when that day ends. If none is given, `due` counts.',
  }),
  closes: z.literal(true).optional().meta({
    description:
      'Of `wait-for` with `dueOn`: it takes what comes until that day ends, then ends. Nobody reads it before.',
  }),
  report: Name.optional().meta({
    description: 'Of `prepare`: the report that is made when it begins, of a period that is over.',
  }),
  product: z.enum(['lead-round', 'knowledge-review']).optional().meta({
    description:
      'Of `carry-out`: what must be there before it is done. A round of leads of the same period (N-07); or the entry whose review is due has been approved anew or withdrawn since (N-16).',
  }),
  isPublic: z.literal(true).optional().meta({
    description: 'Of `carry-out`: everybody reads its words, so nothing private may stand in them (F-17).',
  }),
  proposes: Proposes.optional().meta({
    description: 'Of `prepare`: who takes it hands in a version of the policy, or of a calendar.',
  }),
  publishes: z.literal(true).optional().meta({
    description: 'Of the last `approve`: what was proposed is published with the last approval.',
  }),
  by: StepName.optional().meta({ description: 'An earlier step: only who took that one takes this.' }),
  party: Name.optional().meta({
    description: 'A party of the procedure: only the person who was named as that takes this.',
  }),
  due: Amount,
  ladder: Name,
});

const Party = z.strictObject({
  ...sourceKeys,
  title: Wording,
  role: Name.meta({ description: 'The role that the person must have.' }),
});

const OneProcedure = z.strictObject({
  ...sourceKeys,
  title: Wording,
  group: Name.meta({ description: 'The group whose duty it is.' }),
  trigger: Trigger,
  steps: z.record(StepName, ProcedureStep),
  withdraw: Step.meta({ description: 'Who ends one without a result, or excuses somebody from a step.' }),
  register: z
    .strictObject({ ...sourceKeys, code: FieldName, evaluatedIn: Name, ends: Finding.optional() })
    .optional()
    .meta({
      description:
        'What it chooses is on a register, by the field that has its code. The subjects of the other procedure have that code too. What has ended may be left out there: the step `ends` found that.',
    }),
  parties: z.record(Name, Party).optional().meta({
    description: 'Who is named when one is started. What starts by itself has none.',
  }),
  readers: z.array(Name).optional().meta({ description: 'Roles that see it besides those of its steps.' }),
  notices: z.array(noticeAmong(events)).optional(),
});

/** What is owed by a time and comes again: steps with owners, clocks and products, as data. */
export const ProcedureRules = z.record(Name, OneProcedure);

export type Procedure = z.infer<typeof OneProcedure>;
export type ProcedureStep = z.infer<typeof ProcedureStep>;
export type Trigger = z.infer<typeof Trigger>;
