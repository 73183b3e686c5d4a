import type { ComplaintFact } from '../../facts.ts';
import type { ComplaintState } from '../../state.ts';

/**
 * The next round. None is refused, since a complaint is followed to its satisfactory end. A round beyond the number that
 * the pack calls usual is a fact of its own, so that a leader hears of it.
 */
export function nextRound(state: ComplaintState, isReopened = false): ComplaintFact[] {
  const round = state.round + 1;
  const usual = state.policy.usualRounds;
  const exceeded: ComplaintFact[] =
    usual !== undefined && round > usual ? [{ type: 'roundsExceeded', data: { round, usual } }] : [];
  return [{ type: 'roundOpened', data: { round, ...(isReopened ? { reopened: true } : {}) } }, ...exceeded];
}
