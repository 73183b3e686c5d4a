import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Refused } from '../../application/refused.ts';
import { methodNotAllowed } from './other-methods.ts';
import { problemDocument, statusOf } from './problem.ts';

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
  server.on('clientError', refuse);
  return server;
}

/** What cannot be read as a request, by Node's name of it: status, and why it is refused. */
const unreadable: Record<string, [status: number, refused: Refused]> = {
  HPE_HEADER_OVERFLOW: [431, new Refused('TooLarge', 'The headers have more than 16 kB.')],
  ERR_HTTP_REQUEST_TIMEOUT: [408, new Refused('TimedOut', 'The request took too long to come.')],
};
/** A method that no parser of HTTP knows. Its path has not been read, so all that is taken anywhere is named. */
const unknownMethod = [statusOf(methodNotAllowed()), methodNotAllowed()] as const;
const everyMethod = 'DELETE, GET, HEAD, POST';
const malformed = [400, new Refused('Malformed', 'This is no request of HTTP.')] as const;

/** Answers with a problem document, as everything else does, and closes: nothing after it could be read. */
function refuse(error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const isMethod = error.code === 'HPE_INVALID_METHOD' && /^[\w-]+ \S+ HTTP\/1\.[01]\r\n/.test(String(error.rawPacket));
  const [status, refused] = isMethod ? unknownMethod : (unreadable[error.code ?? ''] ?? malformed);
  const body = JSON.stringify({ ...problemDocument(refused), status });
  const headers = [
    ...['Content-Type: application/problem+json', `Content-Length: ${Buffer.byteLength(body)}`],
    ...(isMethod ? [`Allow: ${everyMethod}`] : []),
  ];
  const first = `HTTP/1.1 ${status} ${STATUS_CODES[status]}`;
  socket.end([first, ...headers, 'Cache-Control: no-store', 'Connection: close', '', body].join('\r\n'));
}
