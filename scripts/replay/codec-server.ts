/**
 * `npm run codec-server`: shows what stands deflated in the engine to its page and its command-line tool, which ask for it
 * by Temporal's codec protocol. It keeps nothing, needs no secret, and listens on this machine alone.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import proto from '@temporalio/proto';
import { inflated } from '../../temporal/data-converter.ts';

const { Payloads } = proto.temporal.api.common.v1;

const { values } = parseArgs({ options: { port: { type: 'string', default: '8081' } } });

/** What was asked, as it was before it went to the engine, in the JSON of the protocol. */
async function shown(request: IncomingMessage): Promise<string> {
  const { payloads } = Payloads.fromObject((await json(request)) as object);
  return JSON.stringify(Payloads.toObject(Payloads.create({ payloads: payloads.map(inflated) }), { bytes: String }));
}

createServer((request, response) => {
  // The page asks from an address of its own.
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-headers', 'content-type, x-namespace');
  if (request.method === 'OPTIONS') response.writeHead(204).end();
  else if (request.method !== 'POST' || !request.url?.endsWith('/decode')) response.writeHead(404).end();
  else {
    shown(request).then(
      (answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
      (error: unknown) => response.writeHead(400, { 'content-type': 'text/plain' }).end(String(error)),
    );
  }
}).listen(Number(values.port), '127.0.0.1', () => {
  const address = `http://127.0.0.1:${values.port}`;
  console.log(`Give ${address} to the Temporal UI as its codec endpoint, or to \`temporal --codec-endpoint\`.`);
});
