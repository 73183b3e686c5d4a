/** Writes the JSON schemas that editors use for policy files: `npm run policy:schema`. */
import { writeFileSync } from 'node:fs';
import { editorSchemas } from '../packs/load/editor-schemas.ts';

for (const [name, text] of Object.entries(editorSchemas())) {
  writeFileSync(new URL(`../policies/${name}`, import.meta.url), text);
  console.log(`policies/${name} is written.`);
}
