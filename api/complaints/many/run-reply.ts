/** What is answered once a command has been given to many complaints. */
import type { Call } from '../../../application/call.ts';
import type { KeepWords } from '../../../application/cases/execute-command.ts';
import { BulkRunView } from '../../../application/complaints/many/bulk-run.ts';
import type { RefusedName } from '../../../application/refused.ts';
import { sentenceInArabic } from '../../http/arabic-problems.ts';
import { refusalLanguage } from '../../http/reader-language.ts';
import type { Context, Reply } from '../../http/route.ts';
import { complaintCommandDefinitions } from '../commands/index.ts';

export const ran = {
  200: { description: 'Given to all: what came of it in each.', schema: BulkRunView },
  202: { description: 'It goes on; ask for it by its number.', schema: BulkRunView },
};

/** 200 once all has been given, else 202. */
export function replyOf(context: Context, run: BulkRunView): Reply {
  const headers = { Location: `/v1/organisations/${context.pack.id}/bulk-runs/${run.run}` };
  return { status: run.status === 'done' ? 200 : 202, headers, body: shown(context, run) };
}

/** The run with its refusals in the language of the reader. */
export function shown({ request }: Context, run: BulkRunView): BulkRunView {
  if (refusalLanguage(request) === 'en') return run;
  const items = run.items.map((item) => ({
    ...item,
    detail: item.refusal && sentenceInArabic(item.refusal as RefusedName, item.detail ?? ''),
  }));
  return { ...run, items };
}

/** The body of a command for each of many complaints, as the route of a single one would make it. */
export const asAlone =
  (context: Context, command: 'assign' | 'interim' | 'answer', body: object) => (call: Call, keep: KeepWords) =>
    complaintCommandDefinitions[command].toCommand(body as never, { ...context, ...call, body } as Context, keep);
