/** What a decline owes the customer: reasons of some substance, and alternatives if the policy asks for them (F-07, G-09). */

import type { Pack } from '../../packs/schema.ts';
import { invalid } from '../refused.ts';
import { saysEnough, saysMore } from '../wordy.ts';

export interface DeclineGiven {
  text: string;
  alternatives?: string | undefined;
}

const enough = 3;

/** @throws Refused 422 if reasons or alternatives say nothing. Cases of an earlier reading are declined as they began. */
export function mustSayWhy({ reading, kinds }: Pack, { text, alternatives }: DeclineGiven): void {
  if (reading !== 3) return;
  if (!saysEnough(text, enough)) throw invalid('text', 'says why in 3 different words at least');
  if (alternatives === undefined) {
    if (!kinds.complaint.declining?.alternatives) return;
    throw invalid('alternatives', 'is required: say what else the customer can do');
  }
  if (!saysEnough(alternatives, enough) || !saysMore(alternatives, text, 2)) {
    throw invalid(
      'alternatives',
      'says in 3 different words at least what else the customer can do, and not the reason again',
    );
  }
}
