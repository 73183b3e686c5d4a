import { z } from 'zod';
import { changedUntil } from '../../application/changed-since.ts';

const instant = z.iso.datetime();
const rung = z.union([z.literal('at'), z.record(z.string(), z.unknown())]);

const ClockView = z
  .object({
    id: z.string(),
    source: z.string().meta({ description: 'The clause that it comes from, or `ours`.' }),
    due: z.record(z.string(), z.unknown()),
    stop: z
      .object({ on: z.array(z.string()), need: z.enum(['any', 'all']) })
      .optional()
      .meta({ description: 'The events that end it: any of them, or all.' }),
    extension: z.record(z.string(), z.unknown()).nullable().meta({ description: 'By how much that was extended.' }),
    startedAt: instant.nullable(),
    dueAt: instant.nullable(),
    dueLocal: z.string().nullable(),
    state: z.enum(['notStarted', 'running', 'paused', 'met', 'breached', 'superseded', 'cancelled']),
    metAt: instant.nullable(),
    breachedAt: instant.nullable(),
    stoppedAt: instant.nullable(),
    pauses: z.array(z.object({ from: instant, to: instant.optional() })),
    rungs: z.array(
      z.object({ rung, dueAt: instant.nullable(), firedAt: instant.nullable(), told: z.array(z.string()) }),
    ),
    moves: z.array(z.record(z.string(), z.unknown())),
    unarmed: z.string().nullable(),
    from: z.string().optional().meta({ description: 'The merged case that made this promise; left out of its own.' }),
  })
  .meta({ id: 'ClockView' });

/** Every kind of case looks like this; `detail` holds what only its kind has. */
export const CaseViewSchema = z
  .object({
    number: z.string(),
    organisation: z.string(),
    kind: z.string(),
    category: z.string(),
    priority: z.enum(['urgent', 'high', 'normal']),
    status: z.string(),
    round: z.int(),
    revision: z.int(),
    projected: z.boolean(),
    openedAt: instant,
    closedAt: instant.nullable(),
    owner: z.string().nullable(),
    clocks: z.array(ClockView),
    allowed: z.array(z.string()),
    policyVersion: z.int(),
    calendar: z.object({ name: z.string(), version: z.int() }),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'CaseView' });

export const CaseList = z
  .object({ items: z.array(CaseViewSchema), nextCursor: z.string().nullable(), changedUntil })
  .meta({ id: 'CaseList' });
