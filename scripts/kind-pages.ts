/** `npm run docs:kinds`: writes the page of each kind of case, with its state diagram, into `docs/kinds/`. */
import { writeFileSync } from 'node:fs';
import { drawnKinds } from './kinds/drawn-kinds.ts';
import { kindPage } from './kinds/kind-page.ts';

for (const drawn of drawnKinds) {
  writeFileSync(new URL(`../docs/kinds/${drawn.page}.md`, import.meta.url), kindPage(drawn));
  console.log(`docs/kinds/${drawn.page}.md is written.`);
}
