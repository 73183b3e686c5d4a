/** The values of an evaluation that are figures of a report: taken from it as it stands frozen, and typed by nobody (F-12, G-12, B-02). */
import type { Database } from '../../db/database.ts';
import { findMadeReport } from '../../db/reports/made-reports.ts';
import { detailOf } from '../../domain/details.ts';
import { digest } from '../../domain/digest.ts';
import type { EvaluatedSubject, NoFigure } from '../../domain/procedure/evaluation.ts';
import type { FigureRule } from '../../domain/procedure/policy.ts';
import type { MadeReport } from '../../domain/procedure/state.ts';
import { none } from '../../reports/complaint-facts.ts';
import type { Figures } from '../../reports/figures.ts';
import { type MeasureName, measures } from '../../reports/measures.ts';
import type { Figure } from '../../reports/tally.ts';
import type { Call } from '../call.ts';
import { invalid, Refused } from '../refused.ts';
import { asMade } from '../reports/made/make-report.ts';
import { stepsMeant } from './steps-meant.ts';

/** Who or what is evaluated, with all values; `from` says which frozen reports figures were taken from. */
export interface Evaluated {
  subjects: EvaluatedSubject[];
  from?: Record<string, MadeReport>;
}

/** What is evaluated if a criterion is a figure over everything. */
const everything = 'all';

/**
 * The subjects of an evaluation with the figures of its reports; null if no criterion is a figure.
 * @throws Refused `Invalid` if somebody types what the report says, or names a subject that it does not have. `NotAllowedNow` if the
 *   report is not there, or is no longer the one that was frozen
 */
export async function withFigures(
  call: Pick<Call, 'dependencies' | 'found' | 'pack' | 'principal'>,
  { step: named, subjects }: { step?: string | undefined; subjects: EvaluatedSubject[] },
): Promise<Evaluated | null> {
  const meant = stepsMeant(call, 'evaluate', named);
  // If several steps could be meant, the case says so before anything is taken.
  const [only] = meant.length === 1 ? meant : [];
  const criteria = Object.entries(only?.policy?.criteria ?? {}).flatMap(([id, { figure }]) =>
    figure ? [{ id, figure }] : [],
  );
  if (criteria.length === 0) return null;
  const typed = criteria.filter(({ id }) => subjects.some(({ values }) => Object.hasOwn(values, id)));
  if (typed.length > 0)
    throw invalid(
      'subjects',
      `has a value for ${typed.map(({ id }) => id).join(', ')}, which is taken from the report`,
    );
  const frozen = await frozenReports(call, new Set(criteria.map(({ figure }) => figure.step)));
  const found = criteria.map(({ id, figure }) => ({
    ...{ id, measure: figure.measure as MeasureName },
    figures: figuresIn(frozen.get(figure.step)?.figures, figure),
  }));
  const ids = [...new Set(found.flatMap(({ figures }) => [...figures.keys()]))].sort();
  const strange = subjects.filter(({ id }) => !ids.includes(id)).map(({ id }) => id);
  if (strange.length > 0) throw invalid('subjects', `has ${strange.join(', ')}, which the report does not have`);
  return {
    subjects: ids.map((id) => subjectOf(id, found, subjects.find((one) => one.id === id)?.values ?? {})),
    from: Object.fromEntries([...frozen].map(([step, { made }]) => [step, made])),
  };
}

type Frozen = Map<string, { made: MadeReport; figures: Figures }>;

/** The reports that were frozen for these steps. */
async function frozenReports(
  { dependencies: { database }, found: { view } }: Pick<Call, 'dependencies' | 'found'>,
  steps: ReadonlySet<string>,
): Promise<Frozen> {
  const frozen: Frozen = new Map();
  for (const { id, report } of detailOf(view, 'procedure').steps) {
    if (steps.has(id) && report && report !== 'awaited')
      frozen.set(id, { made: report, figures: await mustBeFrozen(database, report) });
  }
  if (frozen.size < steps.size)
    throw new Refused('NotAllowedNow', 'The report that this is measured by has not been made.');
  return frozen;
}

/** The figures of a kept report: its content must still have the digest that stands in the case. */
async function mustBeFrozen(database: Database, made: MadeReport): Promise<Figures> {
  const kept = await findMadeReport(database, made.id);
  if (kept) {
    const { content } = asMade(kept);
    if (digest(content) === made.digest) return content.figures;
  }
  throw new Refused(
    'NotAllowedNow',
    'The kept report is no longer the one that was frozen. Nothing is measured by it.',
  );
}

/** One figure of each subject. What belongs to no group is none. */
function figuresIn(figures: Figures | undefined, { measure, by }: FigureRule): Map<string, Figure> {
  const own = figures?.measures.find((one) => one.measure === measure);
  if (!own) throw new Error(`a report of this definition has no figure ${measure}`);
  if (by === undefined) return new Map([[everything, own.total]]);
  const groups = Object.entries(own.by).flatMap(([name, found]) => (name === by ? found : []));
  return new Map(groups.flatMap((one) => (one.key === none ? [] : [[one.key, one] as const])));
}

interface FoundFigures {
  /** Id of the criterion. */
  id: string;
  measure: MeasureName;
  figures: Map<string, Figure>;
}

/** One subject with what was typed of it, its figures, and why a criterion has none. */
function subjectOf(id: string, found: readonly FoundFigures[], typed: Record<string, number>): EvaluatedSubject {
  const values = { ...typed };
  const without: Record<string, NoFigure> = {};
  for (const { id: criterion, measure, figures } of found) {
    // What is counted and was not found happened no time.
    const nobody = measures[measure].sum === 'count' ? 0 : null;
    const { value, hidden } = figures.get(id) ?? { value: nobody };
    if (value === null) without[criterion] = hidden ? 'hidden' : 'nothing';
    else values[criterion] = value;
  }
  return { id, values, ...(Object.keys(without).length > 0 ? { without } : {}) };
}
