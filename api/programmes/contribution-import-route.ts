import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { importContributions } from '../../application/programmes/contributions.ts';
import { ContributionBody } from '../../application/programmes/contributions-in.ts';
import { mustManage } from '../../application/programmes/keep-programme.ts';
import { Refused } from '../../application/refused.ts';
import { bytesOf } from '../../application/tables/table-in.ts';
import { uploadIn } from '../attachments/upload-body.ts';
import { readerLanguage } from '../http/reader-language.ts';
import { type Route, route } from '../http/route.ts';

/** More than five thousand lines need. */
const mostBytes = 2 * 1024 * 1024;

const Standing = ContributionBody.omit({ reference: true });
/** What came of contributions that were recorded or imported. */
export const Outcome = z.object({
  counted: z.array(z.string()),
  repeated: z.array(z.string()).meta({ description: 'There already, and the same: they count once.' }),
  conflicts: z
    .array(z.object({ reference: z.string(), stands: Standing }))
    .meta({ description: 'There already, and different: what stands is left as it is.' }),
});

/** Contributions by a file of the financial system (N-22). */
export function contributionImportRoute(base: string): Route {
  return route({
    method: 'post',
    path: `${base}/import`,
    operationId: 'importContributions',
    summary: 'Import contributions from the financial system by CSV: all lines are sound, or none is taken',
    tag: 'programmes',
    permission: mustManage,
    idempotent: true,
    query: z.object({
      language: z.enum(['ar', 'en']).optional().meta({ description: 'Of what is wrong with the file.' }),
    }),
    upload: ['text/csv', 'text/plain'],
    examples: {
      example: {
        summary: 'Titles in English or Arabic, then a line for each contribution',
        value:
          'reference,programme,customer,amount,paidOn\nFIN-2026-0001,neighbourhood-club,{prefix}-P-00000-000000,1500.00,2026-03-01\n',
      },
    },
    replies: { 200: { description: 'What was counted, what was there, and what differs.', schema: Outcome } },
    async handle(context) {
      const { query, request } = context;
      const bytes = await bytesOf(await uploadIn(request), mostBytes, tooLarge);
      const language = query.language ?? readerLanguage(request);
      return once({ ...context, body: contentOf(bytes) }, async () => ({
        status: 200,
        body: await importContributions(context, bytes, language),
      }));
    },
  });
}

function tooLarge(): Refused {
  return new Refused('TooLarge', 'A file of contributions may have 2 MB at most.');
}

/** What makes a repetition the same request, in any encoding of the file. */
function contentOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'base64');
}
