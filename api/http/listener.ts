import { createServer, type RequestListener, type Server } from 'node:http';

/** How long a client may take, in milliseconds. */
export interface Patience {
  /** For all headers, from the first byte on. */
  headers: number;
  /** For the whole request: a document of 20 MB by a slow line. A form that is silent for 30 s ends sooner (`pieces.ts`). */
  request: number;
  /** Between two requests of one connection: longer than a proxy keeps it, or its next request would meet a closed door. */
  idle: number;
  /** How often it is looked who has taken too long. */
  look: number;
}

const usual: Patience = { headers: 15_000, request: 300_000, idle: 65_000, look: 5_000 };

/** A server on which nobody holds a connection by sending slowly. What has taken too long is answered with 408 and closed. */
export function listener(app: RequestListener, patience: Patience = usual): Server {
  const server = createServer(
    {
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      keepAliveTimeout: patience.idle,
      connectionsCheckingInterval: patience.look,
      maxHeaderSize: 16_384,
    },
    app,
  );
  server.maxHeadersCount = 100;
  return server;
}
