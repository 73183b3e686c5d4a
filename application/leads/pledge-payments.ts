import { sumText } from '../../domain/money.ts';
import type { Call } from '../call.ts';
import { caseNumber, kindLetters } from '../cases/case-number.ts';
import { currencyOf } from '../currency.ts';
import { invalid } from '../refused.ts';
import { checkedAmount } from './opening-body.ts';

/**
 * The payments of a pledge as they are kept; together they are its amount (N-05). Each has the number of the complaint
 * about its being missed (N-25): known beforehand, that is opened once however often it is tried.
 */
export function pledgePayments(
  { pack, dependencies, found, principal, key }: Call,
  amount: string,
  payments: readonly { dueOn: string; amount: string }[],
) {
  const kept = payments.map(({ dueOn, amount: part }, index) => ({
    dueOn,
    amount: checkedAmount(pack, part, `payments.${index}.amount`),
    complaint: caseNumber(dependencies.secret, pack.prefix, kindLetters.complaint, [
      ...['pledge', pack.id, found.number, principal.actor.id, key, String(index)],
    ]),
  }));
  const sum = sumText(
    kept.map((one) => one.amount),
    currencyOf(pack),
  );
  if (sum !== amount) throw invalid('payments', `come to ${sum}, and the amount is ${amount}`);
  return kept;
}
