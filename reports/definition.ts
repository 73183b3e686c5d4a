/** What a report is: which cases it counts, over which period, by what, for whom. Data. */
import type { PeriodKind } from '../domain/deadline/periods.ts';
import type { Wording } from '../packs/schema.ts';
import type { DimensionName } from './dimensions.ts';
import type { MeasureName } from './measures.ts';

/** A bar for each group of a dimension. */
export interface Chart {
  measure: MeasureName;
  by: DimensionName;
}

/** What a measure has to reach, in every group of a dimension. */
export interface Target {
  measure: MeasureName;
  by: DimensionName;
  atLeast: number;
}

export interface ReportDefinition {
  id: string;
  /** The rule that asks for it. */
  rule: string;
  title: Wording;
  period: PeriodKind;
  measures: readonly MeasureName[];
  dimensions: readonly DimensionName[];
  charts: readonly Chart[];
  targets?: readonly Target[];
  /** Standings of the roles that it is for. */
  receivers: readonly string[];
}
