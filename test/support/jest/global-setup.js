// Jest loads this file as it is, so the TypeScript behind it goes through tsx.
import { tsImport } from 'tsx/esm/api';

export default async function globalSetup() {
  const { startTestServers } = await tsImport('../servers/servers.ts', import.meta.url);
  globalThis.stopTestServers = await startTestServers();
}
