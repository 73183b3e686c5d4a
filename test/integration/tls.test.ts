import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NativeConnection } from '@temporalio/worker';
import { connectMongoDB, kindOfServer } from '../../db/connect.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { type EngineSettings, engineAccess } from '../../temporal/engine-access.ts';
import { type Certificates, makeCertificates, tlsDoor } from '../support/servers/tls-door.ts';

const { TEMPORAL_ADDRESS = '', MONGODB_URI = '' } = process.env;

let certificates: Certificates;
let engine: Awaited<ReturnType<typeof tlsDoor>>;
let mongo: Awaited<ReturnType<typeof tlsDoor>>;
beforeAll(async () => {
  certificates = makeCertificates();
  const [host = '', port = ''] = TEMPORAL_ADDRESS.split(':');
  engine = await tlsDoor({ host, port: Number(port) }, certificates);
  const { hostname, port: mongoPort } = new URL(MONGODB_URI);
  mongo = await tlsDoor({ host: hostname, port: Number(mongoPort) }, certificates);
});
afterAll(async () => {
  await Promise.all([engine.close(), mongo.close()]);
  certificates.remove();
});

const asClient = (name: string): EngineSettings => ({
  TEMPORAL_TLS_CA_FILE: certificates.file('ca.crt'),
  TEMPORAL_TLS_CERT_FILE: certificates.file(`${name}.crt`),
  TEMPORAL_TLS_KEY_FILE: certificates.file(`${name}.key`),
});
const refused: [who: string, settings: () => EngineSettings][] = [
  ['in the clear', () => ({})],
  ['without a certificate', () => ({ TEMPORAL_TLS_CA_FILE: certificates.file('ca.crt') })],
  ['with a certificate of another authority', () => asClient('thief')],
  [
    'that trusts another authority',
    () => ({ ...asClient('client'), TEMPORAL_TLS_CA_FILE: certificates.file('stranger.crt') }),
  ],
];

test('an engine that asks for a certificate takes the API and the worker with theirs', async () => {
  const access = engineAccess(asClient('client'));
  const client = await connectTemporal(engine.address, 'default', access);
  expect(await client.workflowService.describeNamespace({ namespace: 'default' })).toBeTruthy();
  await client.connection.close();
  const worker = await NativeConnection.connect({ address: engine.address, ...access });
  await worker.close();
});

const uri = (more: string) => `mongodb://127.0.0.1:${mongo.port}/inaya?directConnection=true${more}`;
const tls = (name: string, ca = 'ca') => {
  const [authority, own] = [`${ca}.crt`, `${name}.pem`].map((one) => encodeURIComponent(certificates.file(one)));
  return `&tls=true&tlsCAFile=${authority}&tlsCertificateKeyFile=${own}`;
};

test('a MongoDB that asks for a certificate takes a connection string with one', async () => {
  const connection = await connectMongoDB(uri(tls('client')));
  expect(await kindOfServer(connection)).toContain('for development only');
  await connection.close();
});

const stringsRefused: [who: string, more: () => string][] = [
  ['in the clear', () => ''],
  ['with a certificate of another authority', () => tls('thief')],
  ['that trusts another authority', () => tls('client', 'stranger')],
];

// Each is tried until its time is over: all of them at once.
test('both refuse a connection in the clear, without a certificate, or with that of a stranger', async () => {
  const tries: [what: string, trying: () => Promise<{ close(): Promise<unknown> }>][] = [
    ...refused.flatMap(([who, settings]): typeof tries => {
      const access = engineAccess(settings());
      return [
        [`API ${who}`, async () => (await connectTemporal(engine.address, 'default', access)).connection],
        [`worker ${who}`, () => NativeConnection.connect({ address: engine.address, ...access })],
      ];
    }),
    ...stringsRefused.map(([who, more]): (typeof tries)[number] => [
      `MongoDB ${who}`,
      () => connectMongoDB(uri(more())),
    ]),
  ];
  const came = await Promise.all(
    tries.map(async ([what, trying]) => {
      const connection = await trying().catch(() => null);
      await connection?.close();
      return connection ? what : null;
    }),
  );
  expect(came.length).toBe(11);
  expect(came.filter((what) => what !== null)).toEqual([]);
});

test('a key of the engine never goes out in the clear, and no setting means no TLS', () => {
  expect(engineAccess({})).toEqual({});
  expect(engineAccess({ TEMPORAL_API_KEY: 'a key' })).toEqual({ tls: {}, apiKey: 'a key' });
  expect(() => engineAccess({ TEMPORAL_TLS_CA_FILE: certificates.file('none') })).toThrow(/none/);
});
