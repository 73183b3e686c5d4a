/**
 * Who calls is identified before they are told where a complaint stands (ours). The answers are compared outside the case, which
 * knows what was asked and how many answers were right, and never an answer.
 */
import { unchanged } from '../../case/aspect.ts';
import type { DecisionContext } from '../../case/case.ts';
import { type Command, type No, no } from '../../case/command.ts';
import type { ComplaintAspect } from '../aspect.ts';
import type { ComplaintFact } from '../facts.ts';
import type { ComplaintState } from '../state.ts';

/** What the policy asks of callers. */
export interface IdentificationRules {
  /** So many answers must be right. */
  needed: number;
  /** How long an identification holds for the person who asked, in minutes. */
  validMinutes: number;
  /** So many failed attempts within 24 hours; after them nobody asks until the first of them is as old. */
  mostFailed: number;
  /** By these channels a customer is told nothing before they are identified. */
  channels: string[];
}

/** An attempt to identify who calls. Those of the last 24 hours are kept; the timeline has all. */
export interface Identification {
  /** Staff id of the person who asked. */
  by: string;
  at: string;
  isRight: boolean;
}

export interface IdentifyingCommands {
  /** `asked`: ids of the policy's questions. The answers stand nowhere. */
  identify: { channel: string; asked: string[]; right: number; wrong: number };
}

type IdentifyingFact =
  | { type: 'callerIdentified' | 'callerNotIdentified'; data: IdentifyingCommands['identify'] }
  /** Too many attempts have failed: `until` then nobody is asked. */
  | { type: 'identificationBlocked'; data: { until: string } };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const sinceOf = (at: string, ms: number): number => Date.parse(at) - ms;

/** The attempts that still count at that instant. */
function recent({ identifications = [] }: Pick<ComplaintState, 'identifications'>, at: string): Identification[] {
  return identifications.filter((one) => Date.parse(one.at) > sinceOf(at, dayMs));
}

/** Attempts that have failed since the last one that did not. */
function failed(state: Pick<ComplaintState, 'identifications'>, at: string): Identification[] {
  const all = recent(state, at);
  return all.slice(all.findLastIndex(({ isRight }) => isRight) + 1);
}

/** Until when nobody is asked, UTC; null if somebody may be. */
export function blockedUntil(
  state: Pick<ComplaintState, 'identifications'>,
  { mostFailed }: Pick<IdentificationRules, 'mostFailed'>,
  at: string,
): string | null {
  const [first, ...others] = failed(state, at).slice(-mostFailed);
  if (!first || others.length + 1 < mostFailed) return null;
  return new Date(Date.parse(first.at) + dayMs).toISOString();
}

/** Until when this person may tell the caller something, UTC; null if they have not identified the caller, or not lately. */
export function identifiedUntil(
  { identifications = [] }: Pick<ComplaintState, 'identifications'>,
  { validMinutes }: Pick<IdentificationRules, 'validMinutes'>,
  by: string,
  at: string,
): string | null {
  const last = identifications.findLast((one) => one.by === by);
  if (!last?.isRight || Date.parse(last.at) < sinceOf(at, validMinutes * minuteMs)) return null;
  return new Date(Date.parse(last.at) + validMinutes * minuteMs).toISOString();
}

/** What of a command says that the customer was told something by word of mouth. */
interface Telling {
  statusTold: true;
  channel: string;
  by: string;
}

/** True if a command says that a customer was told something who must be identified before. */
function tellsCaller(name: string, body: unknown, { channels }: IdentificationRules): boolean {
  const { statusTold, channel = '', by } = body as Partial<Telling>;
  // This command names a call itself; the channels of the policy say nothing here.
  if (name === 'deliver-letter') return by === 'call';
  return name === 'log-contact' && statusTold === true && channels.includes(channel);
}

/** Nobody is told anything before they are identified. */
export const notIdentified: No = no(
  'Incomplete',
  'identify the caller first: nobody is told where a complaint stands before',
);

/** Why a contact in which the customer was told something is not taken, or null. */
function toldUnidentified(state: ComplaintState, { name, actor, body }: Command, { at }: DecisionContext): No | null {
  const { identification } = state.policy;
  if (!identification || !tellsCaller(name, body, identification)) return null;
  return identifiedUntil(state, identification, actor.id, at) === null ? notIdentified : null;
}

function attempted(
  state: ComplaintState,
  rules: IdentificationRules,
  { actor, body }: Command<string, IdentifyingCommands['identify']>,
  at: string,
) {
  const isRight = body.right >= rules.needed;
  const type = isRight ? ('callerIdentified' as const) : ('callerNotIdentified' as const);
  const facts: ComplaintFact[] = [{ type, data: body }];
  const identifications = [...recent(state, at), { by: actor.id, at, isRight }];
  const until = isRight ? null : blockedUntil({ identifications }, rules, at);
  return until === null ? facts : [...facts, { type: 'identificationBlocked' as const, data: { until } }];
}

const kept =
  (isRight: boolean) =>
  (state: ComplaintState, _: unknown, { by, at }: { by: string; at: string }): ComplaintState => ({
    ...state,
    identifications: [...recent(state, at), { by, at, isRight }],
  });

export const identifying: ComplaintAspect<IdentifyingCommands, IdentifyingFact> = {
  decisions: {
    identify(state, command, { at }) {
      const { body } = command;
      const rules = state.policy.identification;
      if (!rules) return no('NotAllowedNow', 'the policy asks nothing of callers');
      const until = blockedUntil(state, rules, at);
      if (until) return no('NotAllowedNow', `too many attempts have failed: nobody is asked before ${until}`);
      if (body.asked.length < rules.needed) return no('Incomplete', `ask ${rules.needed} questions at least`);
      return attempted(state, rules, command, at);
    },
  },
  evolutions: {
    callerIdentified: kept(true),
    callerNotIdentified: kept(false),
    identificationBlocked: unchanged,
  },
  obstacle: (state, command) =>
    command === 'identify' && !state.policy.identification ? 'the policy asks nothing of callers' : null,
  objection: toldUnidentified,
};
