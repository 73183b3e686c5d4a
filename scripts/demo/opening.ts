import { openingExamples } from '../../api/complaints/opening-examples.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { LocalApi } from '../api-client.ts';

/** Opens the made-up complaint of an organisation and says so. */
export async function opened(api: LocalApi, organisation: string, as: string): Promise<CaseView> {
  const body = openingExamples[organisation]?.value;
  const view = (await api.must(
    'POST',
    `/v1/organisations/${organisation}/complaints`,
    as,
    body,
  )) as unknown as CaseView;
  console.log(`\n${organisation}: received ${view.number} (${view.category}, priority ${view.priority})`);
  return view;
}
