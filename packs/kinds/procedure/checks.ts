/** What must hold of a procedure besides its shape. It comes to an end, and every step of it can be reached and has a use. */
import type { Path, PolicySource } from '../../load/policy-source.ts';
import type { Problem } from '../../load/problem.ts';
import type { PackContent } from '../../schema/pack.ts';
import { faultsOfParties, faultsOfPartyOf } from './party-checks.ts';
import { faultsOfPeople } from './people-checks.ts';
import { faultsOfPublishing } from './publishing-checks.ts';
import { faultsOfReports } from './report-checks.ts';
import type { Procedure, ProcedureStep } from './schema.ts';
import { earlierThan, type Fault, isSigned, recommends, stepsAfter } from './steps.ts';

/** Every procedure of a pack holds together. */
export function checkProcedures(pack: PackContent, source: PolicySource): Problem[] {
  return Object.entries(pack.kinds.procedure ?? {}).flatMap(([id, procedure]) => {
    const path = ['kinds', 'procedure', id];
    const names = Object.keys(procedure.steps);
    if (names.length === 0) return [source.refusal(path, `Procedure \`${id}\` has no steps.`)];
    const before = stepsAfter(procedure);
    const missing = [...before].flatMap(([name, after]) =>
      after
        .filter((earlier) => !before.has(earlier))
        .map((earlier) => source.refusal([...path, 'steps', name, 'after'], `There is no step \`${earlier}\`.`)),
    );
    if (missing.length > 0) return missing;
    const circle = names.find((name) => earlierThan(before, name).has(name));
    if (circle)
      return [source.refusal([...path, 'steps', circle], `Step \`${circle}\` waits for itself: it never begins.`)];
    const ofSteps = names.flatMap((name) =>
      faultsOf(pack, procedure, name, before).map(([part, message]) =>
        source.refusal([...path, 'steps', name, ...part], `Step \`${name}\` ${message}.`),
      ),
    );
    return [
      ...ofSteps,
      ...faultsOfParties(procedure).map((fault) => source.refusal([...path, 'parties'], fault)),
      ...registerFaults(pack, procedure).map((fault) => source.refusal([...path, 'register'], fault)),
    ];
  });
}

/** What is on a register has a code, and is evaluated by it elsewhere. */
function registerFaults({ kinds }: PackContent, { register, steps }: Procedure): string[] {
  if (!register) return [];
  const { ends } = register;
  const codes = Object.values(steps).flatMap(({ fields = {} }) => fields[register.code] ?? []);
  const others = Object.values(kinds.procedure?.[register.evaluatedIn]?.steps ?? {});
  return [
    ...(codes.some(({ type, required }) => type === 'code' && required)
      ? []
      : [`No step asks for the code \`${register.code}\`.`]),
    ...(others.some(({ do: kind }) => kind === 'evaluate')
      ? []
      : [`No procedure \`${register.evaluatedIn}\` evaluates what is on the register.`]),
    ...(ends === undefined || Object.hasOwn(steps[ends.step]?.findings ?? {}, ends.found)
      ? []
      : [`Nothing on the register ever ends: no step \`${ends.step}\` finds \`${ends.found}\`.`]),
  ];
}

/** A report counts what happened in a period: it can be made once that is over. */
function isOfPastPeriod({ trigger: { calendar } }: Procedure): boolean {
  return calendar !== undefined && 'about' in calendar && calendar.about === 'previous';
}

/** A round of leads is of a year or of half a year. */
function isOfHalfYears({ trigger: { calendar } }: Procedure): boolean {
  return calendar !== undefined && 'every' in calendar && ['half-year', 'year'].includes(calendar.every);
}

/** Each occurrence is about an entry of what is asked often. */
function isOfEntry({ trigger: { event, request, calendar } }: Procedure): boolean {
  return event === 'knowledge-review-due' && !request && !calendar;
}

/** In these somebody signs, decides, reads or files, and says nothing of what they found. */
const findsNothing: readonly ProcedureStep['do'][] = ['approve', 'decide', 'acknowledge', 'archive'];

/** In these somebody hands in something, which may have fields. */
const asksForFields: readonly ProcedureStep['do'][] = ['prepare', 'carry-out', 'wait-for'];

function faultsOf(
  pack: PackContent,
  procedure: Procedure,
  name: string,
  before: ReadonlyMap<string, string[]>,
): Fault[] {
  const step = procedure.steps[name];
  if (!step) return [];
  const { steps } = procedure;
  const earlier = earlierThan(before, name);
  const decidesLater = Object.entries(steps).some(
    ([other, { do: kind }]) => kind === 'decide' && earlierThan(before, other).has(name),
  );
  const { do: kind, onlyIf = [], findings, findsOne, need, roles } = step;
  const { returnsTo, criteria, evaluators, corrects, mustRecommend } = step;
  const { report, isPublic, fields, product, dueOn, closes } = step;
  const isEvaluation = kind === 'evaluate';
  const registers = Object.values(pack.kinds.procedure ?? {}).flatMap(({ register }) => register ?? []);
  const conditions = [onlyIf].flat();
  const faults: [boolean, Path, string][] = [
    [
      conditions.some((one) => !earlier.has(one.step)),
      ['onlyIf'],
      'waits for what a step finds that does not end before it',
    ],
    [
      conditions.some((one) => !Object.hasOwn(steps[one.step]?.findings ?? {}, one.found)),
      ['onlyIf'],
      'can never begin: no step finds that',
    ],
    [findings !== undefined && findsNothing.includes(kind), ['findings'], 'finds nothing: nobody could say so in it'],
    [findsOne === true && Object.keys(findings ?? {}).length < 2, ['findsOne'], 'has nothing to choose from'],
    [
      findsOne === true && need !== undefined && need !== 'one-of',
      ['findsOne'],
      'has one answer, so one person takes it',
    ],
    [
      returnsTo !== undefined && !isSigned(step),
      ['returnsTo'],
      'goes back to nothing: nobody reviews or approves in it',
    ],
    [
      returnsTo !== undefined && !earlier.has(returnsTo),
      ['returnsTo'],
      'goes back to a step that does not end before it',
    ],
    [need !== undefined && !isSigned(step), ['need'], 'is taken by one person: `need` is for `review` and `approve`'],
    [isSigned(step) && earlier.size === 0, ['do'], 'has nothing to look at: no step ends before it'],
    [
      kind === 'decide' && ![...earlier].some((one) => recommends.includes(steps[one]?.do)),
      ['do'],
      'has nothing to decide: no step ends before it that recommends anything',
    ],
    [
      kind === 'decide' && !pack.kinds.followedItem,
      ['do'],
      'accepts what nobody follows: the pack has no `followedItem`',
    ],
    [
      isEvaluation === (Object.keys(criteria ?? {}).length === 0),
      ['criteria'],
      'has criteria if it evaluates, and only then',
    ],
    [(evaluators !== undefined || corrects !== undefined) && !isEvaluation, ['do'], 'evaluates nothing'],
    [
      step.ofRegister === true &&
        !(isEvaluation && registers.some(({ evaluatedIn }) => pack.kinds.procedure?.[evaluatedIn] === procedure)),
      ['ofRegister'],
      'evaluates no register: none names this procedure',
    ],
    [corrects !== undefined && !decidesLater, ['corrects'], 'asks for what no later step decides on'],
    [
      mustRecommend === true && (kind !== 'prepare' || !decidesLater),
      ['mustRecommend'],
      'asks for what no later step decides on: `mustRecommend` is for a `prepare` before a `decide`',
    ],
    [report !== undefined && kind !== 'prepare', ['report'], 'makes no report: `report` is for `prepare`'],
    [
      report !== undefined && !isOfPastPeriod(procedure),
      ['report'],
      'has no period that is over: say `about: previous`',
    ],
    [isPublic !== undefined && kind !== 'carry-out', ['isPublic'], 'publishes nothing: `isPublic` is for `carry-out`'],
    [product !== undefined && kind !== 'carry-out', ['product'], 'makes nothing: `product` is for `carry-out`'],
    [product === 'lead-round' && !pack.kinds.lead, ['product'], 'waits for a round of leads: the pack has no `lead`'],
    [product === 'lead-round' && !isOfHalfYears(procedure), ['product'], 'has no period that a round could have'],
    [
      product === 'knowledge-review' && !isOfEntry(procedure),
      ['product'],
      'is about no entry: `knowledge-review-due` alone must start its procedure',
    ],
    [fields !== undefined && !asksForFields.includes(kind), ['fields'], 'has no form: nobody fills anything in'],
    ...Object.entries(fields ?? {}).flatMap(([field, { type, notBefore }]): [boolean, Path, string][] => [
      [
        notBefore !== undefined && [type, fields?.[notBefore]?.type].some((one) => one !== 'date'),
        ['fields', field, 'notBefore'],
        'compares what are not two dates of it',
      ],
    ]),
    [
      dueOn !== undefined && !earlier.has(dueOn.step),
      ['dueOn'],
      'is due by the date of a step that does not end before it',
    ],
    [
      dueOn !== undefined && steps[dueOn.step]?.fields?.[dueOn.field]?.type !== 'date',
      ['dueOn'],
      'is due by a field that is no date',
    ],
    [closes === true && (kind !== 'wait-for' || dueOn === undefined), ['closes'], 'has no day on which it could close'],
    [closes === true && fields !== undefined, ['fields'], 'is unread until it closes: what comes in it has no fields'],
    [
      closes === true && dueOn !== undefined && steps[dueOn.step]?.fields?.[dueOn.field]?.required !== true,
      ['dueOn'],
      'never closes if the date is not given: the field must be required',
    ],
    [need === 'all-of' && new Set(roles).size < roles.length, ['roles'], 'names a role twice'],
  ];
  return [
    ...faults.flatMap(([isFault, part, message]): Fault[] => (isFault ? [[part, message]] : [])),
    ...faultsOfPublishing(procedure, name, before),
    ...faultsOfPeople(pack, procedure, name, before),
    ...faultsOfReports(procedure, name, before),
    ...faultsOfPartyOf(procedure, step),
  ];
}
