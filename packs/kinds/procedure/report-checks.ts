/** What must hold of steps that are about a report, and of criteria whose value is a figure of it. */
import { definitionOf } from '../../../reports/definitions.ts';
import { dimensions } from '../../../reports/dimensions.ts';
import type { Procedure } from './schema.ts';
import { earlierThan, type Fault } from './steps.ts';

/** What is wrong with one step in this regard. `before`: the steps that must have ended before each. */
export function faultsOfReports(procedure: Procedure, name: string, before: ReadonlyMap<string, string[]>): Fault[] {
  const { report, criteria = {}, ofRegister } = procedure.steps[name] ?? {};
  const figures = Object.entries(criteria).flatMap(([id, { figure }]) => (figure ? [{ id, figure }] : []));
  const groups = new Set(figures.map(({ figure }) => figure.by));
  return [
    ...(report === undefined ? [] : faultsOfReport(procedure, report)),
    ...figures.flatMap(({ id, figure }) =>
      faultsOfFigure(procedure, figure, earlierThan(before, name)).map(
        ([part, message]): Fault => [['criteria', id, 'figure', ...part], message],
      ),
    ),
    ...(groups.size > 1
      ? [[['criteria'], 'evaluates one thing by different groups: `by` is the same in all its figures'] as Fault]
      : []),
    ...(figures.length > 0 && ofRegister
      ? [[['ofRegister'], 'takes its subjects from the groups of a report, or from a register'] as Fault]
      : []),
  ];
}

/** A report of another period than the procedure's would never be made. */
function faultsOfReport({ trigger: { calendar } }: Procedure, report: string): Fault[] {
  const definition = definitionOf(report);
  if (!definition) return [[['report'], `is about a report that there is not: \`${report}\``]];
  const every = calendar !== undefined && 'every' in calendar ? calendar.every : definition.period;
  return every === definition.period
    ? []
    : [[['report'], `comes each ${every}, and its report is of a ${definition.period}`]];
}

type Figure = NonNullable<NonNullable<Procedure['steps'][string]['criteria']>[string]['figure']>;

function faultsOfFigure({ steps }: Procedure, { step, measure, by }: Figure, earlier: ReadonlySet<string>): Fault[] {
  const source = steps[step];
  if (!source || !earlier.has(step)) return [[['step'], 'takes a figure of a step that does not end before it']];
  if (source.report === undefined) return [[['step'], 'takes a figure of a step that has no report']];
  if (source.onlyIf) return [[['step'], 'takes a figure of a step that may be skipped']];
  const definition = definitionOf(source.report);
  if (!definition) return [];
  const isOfCases = definition.dimensions.some((name) => name === by && dimensions[name].isOfCase);
  return [
    ...(definition.measures.some((one) => one === measure)
      ? []
      : [[['measure'], `takes a figure that its report does not have: \`${measure}\``] as Fault]),
    ...(by === undefined || isOfCases
      ? []
      : [[['by'], `takes figures by what its report does not tell cases apart by: \`${by}\``] as Fault]),
  ];
}
