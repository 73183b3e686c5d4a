import { readFileSync } from 'node:fs';

/** How a process proves to the engine who it is, and knows the engine by. */
export interface EngineAccess {
  tls?: {
    serverRootCACertificate?: Buffer;
    clientCertPair?: { crt: Buffer; key: Buffer };
  };
  apiKey?: string;
}

/** What of the settings says it. */
export interface EngineSettings {
  TEMPORAL_TLS_CA_FILE?: string | undefined;
  TEMPORAL_TLS_CERT_FILE?: string | undefined;
  TEMPORAL_TLS_KEY_FILE?: string | undefined;
  TEMPORAL_API_KEY?: string | undefined;
}

/**
 * Reads the certificates. Any of the settings means TLS: neither a key nor what cases say goes out in the clear once somebody has
 * set one up. Fails if a file is not there.
 */
export function engineAccess(settings: EngineSettings): EngineAccess {
  const { TEMPORAL_TLS_CA_FILE: ca, TEMPORAL_TLS_CERT_FILE: crt, TEMPORAL_TLS_KEY_FILE: key } = settings;
  const { TEMPORAL_API_KEY: apiKey } = settings;
  if (!ca && !crt && !apiKey) return {};
  return {
    tls: {
      ...(ca ? { serverRootCACertificate: readFileSync(ca) } : {}),
      ...(crt && key ? { clientCertPair: { crt: readFileSync(crt), key: readFileSync(key) } } : {}),
    },
    ...(apiKey ? { apiKey } : {}),
  };
}
