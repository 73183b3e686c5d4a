/** Every report that there is. A new one is a line here, its definition and its test. */
import type { ReportDefinition } from './definition.ts';
import { careScreen } from './definitions/care-screen.ts';
import { channelKpis } from './definitions/channel-kpis.ts';
import { monthlyPerformance } from './definitions/monthly-performance.ts';
import { repeatedByPlace } from './definitions/repeated-by-place.ts';
import { repeatedComplaints } from './definitions/repeated-complaints.ts';
import { serviceQuality } from './definitions/service-quality.ts';
import { teamTargets } from './definitions/team-targets.ts';
import { weeklyTickets } from './definitions/weekly-tickets.ts';

export const reportDefinitions: readonly ReportDefinition[] = [
  careScreen,
  channelKpis,
  monthlyPerformance,
  repeatedByPlace,
  repeatedComplaints,
  serviceQuality,
  teamTargets,
  weeklyTickets,
];

/** One by its id; undefined if there is none. */
export function definitionOf(id: string): ReportDefinition | undefined {
  return reportDefinitions.find((one) => one.id === id);
}
