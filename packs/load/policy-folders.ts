import { fileURLToPath } from 'node:url';

/** The folders of packs: the product's own, and the one that POLICIES_DIR adds. */
export function policyFolders(added: string | undefined): string[] {
  // From `packs/` in the sources and from `dist/packs/` in a build, the policies lie beside the package file.
  const up = new URL(import.meta.url).pathname.endsWith('.ts') ? '../../policies' : '../../../policies';
  return [fileURLToPath(new URL(up, import.meta.url)), ...(added ? [added] : [])];
}
