/** How a command of a case is described: its body as people send it, and how that becomes what the case takes. */

import type { z } from 'zod';
import type { KeepWords } from '../../application/cases/execute-command.ts';
import type { Command, No, RefusalName } from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { Context, Example } from '../http/route.ts';

/** One command: what the documentation, the route and the tests know of it. `Taken` is the body that the case takes. */
export interface CommandDefinition<Taken = unknown> {
  summary: string;
  body: z.ZodType;
  /** The body may be as long as a policy. */
  isLong?: true;
  examples: Record<string, Example>;
  /** Whether the command names, in the header If-Match, the digest of what was seen. */
  ifMatch?: 'required' | 'optional';
  /** What must be true of the user who gives it, besides their rights. */
  permission?: (context: Context, command: string) => void | Promise<void>;
  /** What must be done before users whose rights do not reach the command are told so. The body is unchecked. */
  turnedAway?: (context: Context) => Promise<void>;
  /** Checks what the schema cannot, keeps words, and makes the command's body. */
  toCommand(body: never, context: Context, keep: KeepWords): Promise<Taken>;
  /** Waits for what other cases say to it, if the caller should learn of it. Gives the view afterwards. */
  settled?(context: Context, view: CaseView, body: Taken): Promise<CaseView>;
  /** True if `settled` does what nobody else would do later: it is always waited for. */
  settlesAlone?: true;
  /** What must be done if the case has refused it. A refused Update leaves nothing in its history. So it is waited for. */
  refused?(context: Context, refusal: RefusalName, command: Command): Promise<void>;
  /** What stands against it once the case has ended, or null: then `settled` does all that is left of it. It is waited for. */
  afterEnd?(context: Context, view: CaseView, body: Taken): Promise<No | null>;
  /** False if a refusal of this body would leave nothing to be done: then it need not be waited for. */
  leavesTraces?(context: Context, body: Taken): boolean;
}

/** Keeps the types of body and command together. */
export function define<Taken, Body extends z.ZodType>(definition: {
  summary: string;
  body: Body;
  isLong?: true;
  example: z.input<Body>;
  ifMatch?: 'required' | 'optional';
  permission?: (context: Context, command: string) => void | Promise<void>;
  turnedAway?: (context: Context) => Promise<void>;
  toCommand(body: z.output<Body>, context: Context, keep: KeepWords): Promise<Taken>;
  settled?(context: Context, view: CaseView, body: Taken): Promise<CaseView>;
  settlesAlone?: true;
  refused?(context: Context, refusal: RefusalName, command: Command): Promise<void>;
  afterEnd?(context: Context, view: CaseView, body: Taken): Promise<No | null>;
  leavesTraces?(context: Context, body: Taken): boolean;
}): CommandDefinition<Taken> {
  const { example, toCommand, ...rest } = definition;
  const { summary } = rest;
  return {
    ...rest,
    toCommand: toCommand as CommandDefinition<Taken>['toCommand'],
    examples: { example: { summary, value: example } },
  };
}

/** The definitions of these commands. */
export type Definitions<Commands> = { [Name in keyof Commands]: CommandDefinition<Commands[Name]> };
