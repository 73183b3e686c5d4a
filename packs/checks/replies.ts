import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';
import { missingParts, replyParts } from '../words/reply-standard.ts';
import { renderNotice } from '../words/template.ts';

/** The facts by which a customer is answered. */
export const replyEvents = ['answered', 'interimAnswered'] as const;

/** The letters by which customers are answered have every part of the standard, if the one who writes is known. */
export function checkReplies(pack: PackContent, source: PolicySource): Problem[] {
  const { replyStandard, notices } = pack.kinds.complaint;
  if (!replyStandard) return [];
  const letters = notices.filter(({ on, to }) => to === 'customer' && (replyEvents as readonly string[]).includes(on));
  const templates = [...new Set(letters.map(({ template }) => template))];
  return templates.flatMap((template) =>
    (['ar', 'en'] as const).flatMap((language) => {
      const writer = {
        name: 'N. N.',
        role: Object.keys(pack.roles)[0] ?? '',
        department: Object.keys(pack.departments)[0] ?? '',
      };
      const letter = letterOf(pack, template, language, writer);
      const missing = letter ? missingParts(replyStandard, pack, { language, letter, writer, answer: '-' }) : [];
      return missing.map((part) =>
        source.refusal(
          ['templates', template, language],
          `Template \`${template}\` (${language}) lacks what the standard of replies asks for: ${replyParts[part].en}.`,
        ),
      );
    }),
  );
}

/** The letter as a customer would get it; null if there is none, or it is malformed, which other checks say. */
function letterOf(
  pack: PackContent,
  template: string,
  language: 'ar' | 'en',
  writer: { name: string; role: string; department: string },
) {
  try {
    const [category = ''] = Object.keys(pack.kinds.complaint.categories);
    return renderNotice({ ...pack, hash: '' }, template, language, 'email', { number: 'N', category, writer });
  } catch {
    return null;
  }
}
