import type { OpenedView } from '../../api/complaints/open-complaint.ts';
import { openingExamples } from '../../api/complaints/opening-examples.ts';
import type { CaseView } from '../../domain/view.ts';
import type { RunningApi } from './running-api.ts';

/** Where the complaints of an organisation are. */
export const complaintsOf = (organisation: string) => `/v1/organisations/${organisation}/complaints`;

/** A body that an organisation takes, with changes. */
export function complaintBody(organisation: string, change: object = {}): Record<string, unknown> {
  return { ...(openingExamples[organisation]?.value as object), ...change };
}

/** A complaint that has been opened: its number, its address, and where it stands. */
export interface Opened {
  number: string;
  address: string;
  view: CaseView;
}

/** Opens a complaint as an agent of the organisation. */
export async function opened(api: RunningApi, organisation: string, change: object = {}): Promise<Opened> {
  const agent = api.as(`${organisation}.agent.1`);
  const answer = await agent.post(complaintsOf(organisation), complaintBody(organisation, change));
  // What staff are warned of stands beside the view and is no part of it.
  const { warnings: _, ...view } = answer.view as OpenedView;
  return { number: view.number, address: `${complaintsOf(organisation)}/${view.number}`, view };
}

/** Opens a complaint and gives it commands one after the other, as the given person; each must succeed. */
export async function driven(
  api: RunningApi,
  organisation: string,
  commands: [command: string, body: object, by?: string][],
  change: object = {},
): Promise<Opened> {
  const { number, address, view: first } = await opened(api, organisation, change);
  let view = first;
  for (const [command, body, by = `${organisation}.agent.1`] of commands) {
    ({ view } = await api.as(by).post(`${address}/${command}`, body));
  }
  return { number, address, view };
}
