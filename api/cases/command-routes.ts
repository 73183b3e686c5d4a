import { z } from 'zod';
import { executeCommand } from '../../application/cases/execute-command.ts';
import { mustBeAllowedTo } from '../../application/cases/permission.ts';
import { type Route, route } from '../http/route.ts';
import type { CommandDefinition } from './command-definition.ts';
import { repinDefinition } from './repin.ts';
import { CaseViewSchema } from './view-schema.ts';

/** Commands that staff give in the customer's name. */
const onBehalfOfCustomer = ['complete', 'withdraw', 'confirm', 'rate', 'object', 'reopen', 'disown'];

const taken: Route['replies'] = {
  202: {
    description: 'Taken, with `Prefer: respond-async`.',
    schema: z.object({ commandId: z.string(), accepted: z.boolean() }),
  },
};

/** True if its refusal must be undone whatever its body is, or something is left to be done if the case has ended. */
const isAlwaysWaitedFor = ({ refused, leavesTraces, afterEnd, settlesAlone }: CommandDefinition): boolean =>
  afterEnd !== undefined || settlesAlone === true || (refused !== undefined && leavesTraces === undefined);

/** One route for each command of a kind of case and for `repin`, which all have, for staff: `POST …/{number}/{command}`. */
export function commandRoutes(
  base: string,
  tag: string,
  Kind: string,
  definitions: Record<string, CommandDefinition>,
): Route[] {
  return Object.entries({ ...definitions, repin: repinDefinition } as Record<string, CommandDefinition>).map(
    ([name, definition]) =>
      route({
        method: 'post',
        path: `${base}/{number}/${name}`,
        operationId: operationId(name, Kind),
        summary: definition.summary,
        tag,
        permission: async (context) => {
          await mustBeAllowedTo(name)(context).catch(async (refused: unknown) => {
            await definition.turnedAway?.(context);
            throw refused;
          });
          await definition.permission?.(context, name);
        },
        ofCase: Kind,
        idempotent: true,
        ...(definition.ifMatch ? { ifMatch: definition.ifMatch } : {}),
        body: definition.body,
        ...(definition.isLong ? { isLong: definition.isLong } : {}),
        examples: definition.examples,
        replies: {
          200: { description: 'The view after the command.', schema: CaseViewSchema },
          ...(isAlwaysWaitedFor(definition) ? {} : taken),
        },
        handle(context) {
          const { actor } = context.principal;
          // Only a complaint has a customer in whose name staff act.
          const isOnBehalfOfCustomer = Kind === 'Complaint' && onBehalfOfCustomer.includes(name);
          return executeCommand(context, {
            name,
            principal: actor.id,
            actor: isOnBehalfOfCustomer ? { ...actor, onBehalfOf: 'customer' } : actor,
            toBody: (keep) => definition.toCommand(context.body as never, context, keep),
            settled: async (view, body) => definition.settled?.(context, view, body) ?? view,
            ...(definition.refused ? { refused: definition.refused.bind(definition, context) } : {}),
            ...(definition.settlesAlone ? { settlesAlone: definition.settlesAlone } : {}),
            ...(definition.afterEnd ? { afterEnd: definition.afterEnd.bind(definition, context) } : {}),
            leavesTraces: (body) => definition.leavesTraces?.(context, body) ?? true,
          });
        },
      }),
  );
}

const namesItsObject = [
  ...['open-department-ticket', 'prepare-claim', 'approve-claim', 'reject-claim', 'amend-claim', 'record-goodwill'],
  ...['book-appointment', 'keep-appointment', 'cancel-appointment'],
];

/** Command and kind in camelCase; a command that names its object itself needs no kind (`openDepartmentTicket`). */
function operationId(name: string, Kind: string): string {
  const camelCase = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return namesItsObject.includes(name) ? camelCase : `${camelCase}${Kind}`;
}
