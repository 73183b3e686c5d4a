/** What every page of figures to print has: paper, letters and tables, in Arabic from right to left, under whose name it is. */
import { Eta } from 'eta';
import type { Language } from '../../packs/words/readable.ts';

const eta = new Eta({ autoEscape: true, autoTrim: false });

const frame = `<!doctype html>
<html lang="<%= it.language %>" dir="<%= it.language === 'ar' ? 'rtl' : 'ltr' %>">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title><%= it.worded.title %></title>
<style>
@page { size: A4; margin: 14mm; }
body { font: 10.5pt/1.6 "Noto Naskh Arabic", "Geeza Pro", "Traditional Arabic", system-ui, sans-serif; color: #111; max-width: 182mm; margin: 0 auto; }
h1 { font-size: 16pt; margin: 0; } h2 { font-size: 12.5pt; margin: 2mm 0; }
table { border-collapse: collapse; width: 100%; margin: 3mm 0; } tr { break-inside: avoid; } thead { display: table-header-group; }
th, td { border: .3mm solid #777; padding: 1mm 1.5mm; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
.total td { font-weight: bold; background: #eef3f3; } .number { text-align: end; white-space: nowrap; }
figure { margin: 4mm 0; break-inside: avoid; direction: ltr; } figure svg { max-width: 100%; height: auto; }
</style>
</head>
<body>
<h1><%= it.worded.organisation %></h1>
<h2><%= it.worded.title %></h2>
<%~ it.content %>
</body>
</html>
`;

/** What a page says of itself. */
interface Headed {
  organisation: string;
  title: string;
}

/**
 * A page as HTML. Everything that the template is given is escaped, but the charts, which are drawn here.
 * @param template what stands under the title, in Eta; it has `worded`, and what else it is given
 */
export function printedPage(
  template: string,
  language: Language,
  given: { worded: Headed; [name: string]: unknown },
): string {
  const content = eta.renderString(template, { ...given, language });
  return eta.renderString(frame, { worded: given.worded, language, content });
}
