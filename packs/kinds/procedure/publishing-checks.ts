/** What must hold of steps that propose and publish a version of the policy, and of one that is some person's own. */
import type { Procedure } from './schema.ts';
import { earlierThan, type Fault, isSigned } from './steps.ts';

/** In these nobody brings anything by which they could be told from others. */
const hasNoPeople = ['review', 'approve', 'decide', 'archive', 'acknowledge'];

/** What is wrong with one step in this regard. `before`: the steps that must have ended before each. */
export function faultsOfPublishing({ steps }: Procedure, name: string, before: ReadonlyMap<string, string[]>): Fault[] {
  const step = steps[name];
  if (!step) return [];
  const { do: kind, proposes, publishes, by, roles, onlyIf = [] } = step;
  const earlier = earlierThan(before, name);
  const proposing = [...earlier].filter((one) => steps[one]?.proposes !== undefined);
  const publishing = Object.keys(steps).filter((one) => steps[one]?.publishes);
  const others = Object.entries(steps).filter(([other]) => other !== name && !earlier.has(other));
  const [source = ''] = proposing;
  const named = by === undefined ? undefined : steps[by];
  const faults: [boolean, keyof typeof step, string][] = [
    [proposes !== undefined && kind !== 'prepare', 'proposes', 'proposes nothing: `proposes` is for `prepare`'],
    [
      proposes !== undefined && !publishing.some((one) => earlierThan(before, one).has(name)),
      'proposes',
      'proposes what no later step publishes',
    ],
    [publishes === true && kind !== 'approve', 'publishes', 'publishes nothing: `publishes` is for `approve`'],
    [publishes === true && publishing.length > 1, 'publishes', 'is not the only one that publishes'],
    [
      publishes === true && proposing.length !== 1,
      'publishes',
      proposing.length === 0
        ? 'has nothing to publish: no step before it proposes a version'
        : 'may publish this or that: one step before it proposes a version',
    ],
    [
      publishes === true && proposing.length === 1 && !begins(steps[source]?.onlyIf, onlyIf),
      'onlyIf',
      `may begin although \`${source}\` was skipped: then it has nothing to publish`,
    ],
    [
      publishes === true && others.some(([, other]) => isSigned(other)),
      'publishes',
      'is not the last one that is signed: what is in force is not sent back or rejected',
    ],
    [by !== undefined && !earlier.has(by), 'by', 'is for the people of a step that does not end before it'],
    [
      named !== undefined && hasNoPeople.includes(named.do),
      'by',
      'is for the people of a step in which nobody brings anything',
    ],
    [
      named?.roles.some((role) => !roles.includes(role)) === true,
      'by',
      `is for people who may lack its roles: name all of those of \`${by}\``,
    ],
    [by !== undefined && isSigned(step), 'by', 'is signed by who made what it is about'],
  ];
  return faults.flatMap(([isFault, part, message]): Fault[] => (isFault ? [[[part], message]] : []));
}

type Condition = Procedure['steps'][string]['onlyIf'];

/** True if a step with the first condition begins whenever the other one holds. */
function begins(first: Condition, other: NonNullable<Condition>): boolean {
  if (first === undefined) return true;
  const all = [other].flat();
  const own = [first].flat();
  return all.length > 0 && all.every((one) => own.some(({ step, found }) => step === one.step && found === one.found));
}
