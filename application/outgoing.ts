/** Calls to machines of others: to configured hosts alone, at addresses that have been checked, and without redirects. */

import { lookup } from 'node:dns/promises';
import { Agent as PlainAgent, request as requestPlain } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';

interface Found {
  address: string;
  family: number;
}

/** What is configured about calls to others. */
export interface Outgoing {
  /** Hosts that may be inside: at addresses of private networks. Any other one may not, whatever its name resolves to. */
  insideHosts?: readonly string[];
  /** Who is asked for the addresses of a name; left out: this machine. */
  resolve?: (host: string) => Promise<Found[]>;
}

/** An answer is no longer than that. */
const mostBytes = 1024 * 1024;
const connectingMs = 30_000;

/** True of an address of the open internet: none of this machine, of a network inside, or of a cloud's own services. */
export function isOutside(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/**
 * Where a host may be called. An address that is configured itself is taken; a name is resolved once, and its answer is
 * believed only as far as it may go.
 * @throws Error if none is left
 */
async function addressesOf(
  host: string,
  { insideHosts = [], resolve = lookUp }: Outgoing,
): Promise<[Found, ...Found[]]> {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (isIP(name)) return [{ address: name, family: isIP(name) }];
  const isInside = name === 'localhost' || insideHosts.includes(name);
  const [first, ...others] = (await resolve(name)).filter(({ address }) => isInside || isOutside(address));
  if (!first) throw new Error(`${name} has no address outside this network: see OUTGOING_INSIDE_HOSTS`);
  return [first, ...others];
}

const lookUp = (host: string): Promise<Found[]> => lookup(host, { all: true });

/** A connection goes to the very address that was checked: no second answer of a resolver counts. */
function checkedLookup(outgoing: Outgoing): LookupFunction {
  return (host, { all }, callback) => {
    addressesOf(host, outgoing).then(
      (found) => (all ? callback(null, found) : callback(null, found[0].address, found[0].family)),
      (error: Error) => callback(error, []),
    );
  };
}

/** A request to a configured host. */
export type CallOut = (url: string | URL, options: CallOptions) => Promise<Response>;

interface CallOptions {
  method?: string;
  headers?: Record<string, string> | Headers;
  body?: string;
  signal: AbortSignal;
}

/** As `fetch`, in what it takes and gives. A redirect is an answer like others, and not followed. */
export function callOut(outgoing: Outgoing = {}): CallOut {
  const lookup = checkedLookup(outgoing);
  const [plain, secure] = [new PlainAgent({ keepAlive: true }), new Agent({ keepAlive: true })];
  return async (url, { body, headers = {}, signal, method = 'GET' }) => {
    const address = new URL(url);
    const isPlain = address.protocol === 'http:';
    const all = Object.fromEntries(new Headers(headers));
    const options: RequestOptions = { method, headers: all, lookup, signal, agent: isPlain ? plain : secure };
    return await new Promise((resolve, reject) => {
      const failed = (error: unknown) => reject(signal.aborted ? signal.reason : error);
      (isPlain ? requestPlain : request)(address, options, (response) => {
        const pieces: Buffer[] = [];
        let bytes = 0;
        response.on('data', (piece: Buffer) => {
          bytes += piece.length;
          pieces.push(piece);
          if (bytes > mostBytes) response.destroy(new Error(`${address.host} answers with more than a megabyte`));
        });
        response.on('error', failed).on('end', () => {
          const { statusCode: status = 0 } = response;
          // What `fetch` cannot say is no answer of HTTP.
          if (status < 200 || status > 599) return failed(new Error(`${address.host} answers ${status}`));
          const type = response.headers['content-type'];
          const content = [204, 205, 304].includes(status) ? null : Buffer.concat(pieces);
          resolve(new Response(content, { status, ...(type ? { headers: { 'content-type': type } } : {}) }));
        });
      })
        .on('error', failed)
        .end(body);
    });
  };
}

/** A connection to a configured host, as a mail server is asked by one. */
export function connectOut(outgoing: Outgoing, host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host.replace(/^\[(.*)\]$/, '$1'), port, lookup: checkedLookup(outgoing) });
    socket.setTimeout(connectingMs, () => socket.destroy(new Error(`${host} does not answer`)));
    socket.once('error', reject).once('connect', () => {
      socket.setTimeout(0).removeAllListeners('timeout').off('error', reject);
      resolve(socket);
    });
  });
}
