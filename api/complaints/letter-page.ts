/** A letter as a page to print, in the language of the customer. */
import type { LetterContent } from '../../application/complaints/letters/letters-to-print.ts';
import type { Pack } from '../../packs/schema.ts';
import { printedPage } from '../reports/printed-page.ts';

const template = `<p dir="auto"><%= it.letter.to.name ?? '' %></p>
<p dir="auto" style="white-space: pre-line"><%= it.letter.to.address ?? it.collected %></p>
<p dir="auto" style="white-space: pre-line; margin-top: 12mm"><%= it.letter.text %></p>`;

const collected = { ar: 'يُسلَّم باليد', en: 'To be handed over in person' };

/** The page as HTML; what people wrote is escaped. */
export function letterPage(letter: LetterContent, { name }: Pick<Pack, 'name'>): string {
  const { language, subject } = letter;
  const worded = { organisation: name[language], title: subject ?? '' };
  return printedPage(template, language, { worded, letter, collected: collected[language] });
}
