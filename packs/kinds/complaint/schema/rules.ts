import { z } from 'zod';
import { Condition } from '../../../schema/clocks.ts';
import { Titled } from '../../../schema/people.ts';
import { Name, ReportTo, sourceKeys, Wording } from '../../../schema/wording.ts';
import { commandNames } from '../vocabulary.ts';
import { AnonymousRules, AppointmentRules, Checklist, ContactBy, DailyContactRules, LetterRules } from './care.ts';
import { ClaimRules } from './claims.ts';
import { Clock, Notice, Windows } from './clocks.ts';
import { Duplicates, Incidents, Merging } from './duplicates.ts';
import { IdentificationRules } from './identification.ts';
import { AssignmentRules, HandOverRules } from './owners.ts';
import { ReplyStandard } from './reply-standard.ts';
import { RepresentativeRules } from './representatives.ts';

/** A field of the intake form. Its content goes to the vault; the policy knows only its shape. */
export const Field = z.strictObject({
  ...sourceKeys,
  title: Wording,
  required: z.boolean(),
  maxLength: z.int().positive().max(10_000).default(300),
  pattern: z
    .string()
    .optional()
    .meta({ description: 'Regular expression that the whole text fits, digits made ASCII.' }),
  choices: z.record(Name, Wording).optional(),
});

/** A field of the form of a complaint. */
const CategoryField = Field.extend({
  requiredOf: z.array(Name).min(1).optional().meta({
    description: 'Customer classes whose complaints must have it, although others may leave it out.',
  }),
  place: z.literal(true).optional().meta({
    description:
      'What it says is where a complaint is about, such as a centre or a branch: reports tell complaints apart by it, once it has `choices`. One field of a category at most.',
  }),
}).refine(({ required, requiredOf }) => !required || requiredOf === undefined, {
  path: ['requiredOf'],
  error: '`requiredOf` says who must give a field that others may leave out: this one is required of everybody',
});

/** How a field of a form is named. */
export const FieldName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'A field is named in camelCase, such as trackingNumber');

export const Category = z.strictObject({
  ...sourceKeys,
  title: Wording,
  priority: z.enum(['normal', 'high', 'urgent']).default('normal'),
  internal: z
    .strictObject({ ...sourceKeys, roles: z.array(Name).min(1) })
    .optional()
    .meta({
      description:
        'A problem of the organisation’s own (N-25): it has no customer, nobody outside is told, and it is open to these roles and to those whom they name.',
    }),
  openedBy: z.enum(['anyone', 'staff']).default('anyone').meta({ description: '`staff`: not offered to the public.' }),
  endsWithClaim: z
    .literal(true)
    .optional()
    .meta({ description: 'It is not answered before a claim is decided (C-05).' }),
  fields: z
    .record(FieldName, CategoryField)
    .refine((fields) => Object.values(fields).filter(({ place }) => place).length < 2, {
      error: 'A complaint is about one place: `place` stands at one field of a category',
    }),
  clocks: z.record(Name, Clock),
});
export type Category = z.infer<typeof Category>;

/** To which group a case goes: the first route whose condition fits; the last has none. */
export const Route = z.strictObject({ ...sourceKeys, when: Condition.optional(), group: Name });

/** The rules of one kind of case, here the complaint. */
export const ComplaintRules = z.strictObject({
  routes: z.array(Route).min(1),
  categories: z.record(Name, Category),
  trackingField: FieldName.optional().meta({
    description: 'The field whose number a complaint and all its tickets to departments carry (C-06).',
  }),
  clocks: z.record(Name, Clock).meta({ description: 'Clocks of every category.' }),
  windows: Windows,
  returns: z.strictObject({ ...sourceKeys, atMost: z.int().nonnegative() }),
  rounds: z.strictObject({ ...sourceKeys, usual: z.int().positive() }).meta({
    description: 'How many rounds are usual. A further one is opened all the same, and told by `roundsExceeded`.',
  }),
  handOver: HandOverRules,
  assignment: AssignmentRules,
  dailyContact: DailyContactRules.default({}),
  contactBy: ContactBy.optional(),
  appointments: AppointmentRules.optional(),
  identification: IdentificationRules.optional(),
  representatives: RepresentativeRules.optional(),
  letters: LetterRules.optional(),
  anonymous: AnonymousRules.optional(),
  checklists: z.record(Name, Checklist).default({}),
  claims: ClaimRules,
  register: z
    .strictObject({
      ...sourceKeys,
      readers: z.array(Name).min(1),
      summary: ReportTo.optional().meta({
        description: 'To whom its summary is sent each week (N-13). Left out: nobody.',
      }),
    })
    .optional()
    .meta({ description: 'Who reads the register of complaints. Left out: whoever may read the words of every case.' }),
  switchedOff: z.array(z.enum(commandNames)),
  declineReasons: z
    .record(Name, Titled)
    .refine((reasons) => Object.hasOwn(reasons, 'not-completed'), {
      error: 'The reason `not-completed` is missing: it is the one given when the time for completion is over',
    })
    .meta({ description: 'Why a complaint may be declined, in the words that the customer reads.' }),
  declining: z
    .strictObject({ ...sourceKeys, alternatives: z.literal(true) })
    .optional()
    .meta({ description: 'Who declines says besides the reasons what else the customer can do (G-09).' }),
  replyStandard: ReplyStandard.optional().meta({
    description: 'What every reply to a customer has, and what none says (G-06). Left out: nothing is checked.',
  }),
  duplicates: Duplicates,
  merging: Merging.optional(),
  incidents: Incidents.optional(),
  links: z
    .strictObject({ ...sourceKeys, readForDays: z.int().positive().max(3660) })
    .optional()
    .meta({
      description: 'How long after its end a complaint is shown by the link of its messages; left out: 56 days.',
    }),
  notices: z.array(Notice),
});
