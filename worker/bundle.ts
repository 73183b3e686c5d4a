// The last step of `npm run build`: puts the workflow code as one file beside the build, where every worker finds it.
import { writeFileSync } from 'node:fs';
import { buildWorkflowBundle } from './workflow-bundle.ts';

const { code } = await buildWorkflowBundle();
writeFileSync(new URL('../workflow-bundle.js', import.meta.url), code);
