import { z } from 'zod';
import type { ReadReport } from '../../application/reports/made/read-report.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { type DimensionName, dimensions } from '../../reports/dimensions.ts';
import { type MeasureName, measures } from '../../reports/measures.ts';
import { againstTargets } from '../../reports/targets.ts';

export const measure = z.enum(Object.keys(measures) as [MeasureName, ...MeasureName[]]);
const dimension = z.enum(Object.keys(dimensions) as [DimensionName, ...DimensionName[]]);
const Kept = z.object({ from: z.iso.date(), to: z.iso.date(), digest: z.string(), madeAt: z.string() });

export const Definition = z
  .object({
    id: z.string(),
    rule: z.string().meta({ description: 'The rule that asks for it.' }),
    title: wordingSchema,
    period: z.enum(['week', 'month', 'quarter', 'half-year', 'year']),
    measures: z.array(measure),
    dimensions: z.array(dimension),
    charts: z.array(z.object({ measure, by: dimension })),
    targets: z.array(z.object({ measure, by: dimension, atLeast: z.number() })).optional(),
    receivers: z.array(z.string()).meta({ description: 'Standings of the roles that it is for.' }),
    latest: z.object({ from: z.iso.date(), to: z.iso.date() }).meta({ description: 'The last period that is over.' }),
    kept: z.array(Kept),
  })
  .meta({ id: 'ReportDefinition' });

export const Figure = z.object({
  value: z.number().nullable(),
  n: z.int().nullable().meta({ description: 'How many values it is made of.' }),
  hidden: z.literal(true).optional().meta({ description: 'Of fewer than five customers, or it would give them away.' }),
});
const Group = Figure.extend({ key: z.string() });

export const Report = z
  .object({
    ...{ report: z.string(), rule: z.string(), title: wordingSchema, from: z.iso.date(), to: z.iso.date() },
    countedBefore: z.string().meta({ description: 'What happened at this instant or later is in no figure.' }),
    writtenBy: z.string().meta({ description: 'Nor what was written later than this.' }),
    policies: z.array(z.int()),
    calendar: z.object({ name: z.string(), version: z.int() }),
    cases: z.int(),
    measures: z.array(
      z.object({
        measure,
        title: wordingSchema,
        unit: z.string(),
        total: Figure,
        by: z.partialRecord(dimension, z.array(Group)),
      }),
    ),
    targets: z.array(
      z.object({
        ...{ measure, by: dimension, key: z.string(), atLeast: z.number(), value: z.number().nullable() },
        isReached: z.boolean().nullable(),
      }),
    ),
    digest: z.string().nullable().meta({ description: 'Null as long as it is not kept.' }),
    madeAt: z.string().nullable(),
  })
  .meta({ id: 'Report' });

/** A report as JSON. */
export function reportView({ definition, content, digest, madeAt }: ReadReport): z.infer<typeof Report> {
  const { organisation: _, figures, ...rest } = content;
  return {
    ...rest,
    title: definition.title,
    cases: figures.cases,
    measures: figures.measures.map((one) => ({
      ...one,
      title: measures[one.measure].title,
      unit: measures[one.measure].unit,
    })),
    targets: againstTargets(definition, figures),
    digest,
    madeAt,
  };
}
