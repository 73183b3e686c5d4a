// The last step of `npm run build`: puts the workflow code as one file beside the build, where every worker finds it. Beside
// it, this puts the bundle that replays.
import { writeFileSync } from 'node:fs';
import { type BundleUse, buildWorkflowBundle, prebuiltBundle } from './workflow-bundle.ts';

const uses: BundleUse[] = ['workflows', 'replay'];
for (const use of uses) writeFileSync(prebuiltBundle(use), (await buildWorkflowBundle(use)).code);
