import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { parse } from 'yaml';
import { databaseOn } from '../../db/database.ts';

interface Service {
  image: string;
  restart?: string;
  command?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  networks?: string[];
  volumes?: string[];
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[]; interval: string; timeout: string; retries: number; start_period?: string };
  deploy?: { replicas: number };
  cap_add?: string[];
  tmpfs?: string[];
  [key: string]: unknown;
}

interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
  [key: string]: unknown;
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ends = services.filter(([, service]) => service.restart?.startsWith('on-failure')).map(([name]) => name);

/** The keys of the Compose specification that this file uses; a slip of the pen is not among them. */
const KEYS =
  'build cap_add cap_drop command depends_on deploy entrypoint environment healthcheck image init mem_limit networks pids_limit ports read_only restart secrets security_opt stop_grace_period tmpfs volumes';

test('the file has the parts of a Compose file and only known keys', () => {
  const known = ['name', 'networks', 'secrets', 'services', 'volumes'];
  expect(Object.keys(compose).filter((key) => !key.startsWith('x-'))).toEqual(expect.arrayContaining(known));
  for (const [, service] of services) expect(KEYS.split(' ')).toEqual(expect.arrayContaining(Object.keys(service)));
});

test('the engine is the version that was asked for, on PostgreSQL 16 and without the auto-setup image', () => {
  const images = services.map(([, service]) => service.image);
  const wanted = ['temporalio/server:1.31.0', 'temporalio/admin-tools:1.31.0', 'temporalio/ui:2.55.0'];
  expect(images).toEqual(expect.arrayContaining(wanted));
  expect(images.filter((image) => image.startsWith('postgres:'))).toEqual([expect.stringMatching(/^postgres:16\./)]);
  expect(images.filter((image) => image.includes('auto-setup'))).toEqual([]);
});

test.each(services)('%s has an image with a pinned version', (_name, service) => {
  expect(service.image).toMatch(/^[a-z/-]+:\d+\.\d+(\.\d+)?$/);
});

test.each(services)('%s is watched by a health check, or ends by itself', (name, service) => {
  if (ends.includes(name)) return expect(service.healthcheck).toBeUndefined();
  expect(service.restart).toBe('unless-stopped');
  expect(service.healthcheck?.test[0]).toBe('CMD');
  expect(service.healthcheck?.retries).toBeGreaterThan(0);
});

test.each(services)('%s waits for healthy or completed services that are there', (_name, service) => {
  for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
    expect(Object.keys(compose.services)).toContain(other);
    expect(condition).toBe(ends.includes(other) ? 'service_completed_successfully' : 'service_healthy');
  }
});

test.each(services)('%s names only secrets, networks, volumes and files that are there', (_name, service) => {
  expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining(service.secrets ?? []));
  expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining(service.networks ?? []));
  for (const volume of service.volumes ?? []) {
    const [source = ''] = volume.split(':');
    if (source.startsWith('.')) expect(existsSync(source)).toBe(true);
    else expect(Object.keys(compose.volumes)).toContain(source);
  }
});

test.each(services)('%s gets its secrets from files', (_name, service) => {
  for (const [key, value] of Object.entries(service.environment ?? {})) {
    if (/PASSWORD|PWD|SECRET|URI|SMTP/.test(key)) {
      expect(key).toMatch(/_FILE$/);
      expect(service.secrets).toContain(value.replace('/run/secrets/', ''));
    }
  }
});

test('no secret lies in the repository', () => {
  for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/deploy\/secrets\//);
  expect(readFileSync('.gitignore', 'utf8')).toContain('deploy/secrets/');
});

test('MongoDB is a replica set of three, and two workers share the work', () => {
  const members = services.map(([name]) => name).filter((name) => /^mongodb-\d$/.test(name));
  const script = readFileSync('deploy/mongodb/replica-set.js', 'utf8');
  expect(members).toHaveLength(3);
  for (const member of members) expect(script).toContain(`'${member}'`);
  expect(compose.services.worker?.deploy?.replicas).toBe(2);
});

test('closed histories are kept for a year', () => {
  expect(readFileSync('deploy/temporal/namespace.sh', 'utf8')).toMatch(/retention=365d/);
});

test('only the API and the Temporal UI can be reached, and from this machine alone', () => {
  const ports = services.flatMap(([, service]) => service.ports ?? []);
  expect(ports.sort()).toEqual(['127.0.0.1:3000:3000', '127.0.0.1:8080:8080']);
});

/** The versions before these have faults that strangers, or anybody signed in to the server, can use. */
const soundFrom: Record<string, number[]> = { mongo: [8, 0, 23], postgres: [16, 15], node: [24, 0, 0] };

test('S10: no image is of a version with a known fault, and the image runs on a Node with years of mending before it', () => {
  const images = services.map(([, { image }]) => image);
  const [base] = /^FROM (node:\S+)/m.exec(readFileSync('Dockerfile', 'utf8'))?.slice(1) ?? [];
  const known = [...images, base ?? ''].filter((image) => (image.split(':')[0] ?? '') in soundFrom);
  expect(new Set(known.map((image) => image.split(':')[0]))).toEqual(new Set(Object.keys(soundFrom)));
  expect(known.filter(isEarlier)).toEqual([]);
});

test('S10: one version of each image stands in the file, and local mode downloads the same MongoDB', () => {
  const images = new Set(services.map(([, { image }]) => image));
  expect([...images].filter((image) => image.startsWith('mongo:'))).toHaveLength(1);
  const stages = readFileSync('Dockerfile', 'utf8').match(/^FROM \S+/gm) ?? [];
  expect(new Set(stages).size).toBe(1);
  const [mongo = ''] = [...images].filter((image) => image.startsWith('mongo:'));
  expect(readFileSync('local/mongodb/mongodb-download-process.ts', 'utf8')).toContain(
    `'${mongo.replace('mongo:', '')}'`,
  );
});

test('S10: anyone who looks at the engine by its page changes nothing', () => {
  expect(compose.services['temporal-ui']?.environment?.TEMPORAL_DISABLE_WRITE_ACTIONS).toBe('true');
});

test('S10: the tests without servers also run on the Node of the image, and anyone who runs the product may use it', () => {
  expect(readFileSync('.ci/run', 'utf8')).toMatch(/^npm run --silent test:lts$/m);
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  expect(engines.node).toBe('^20.19 || >=22.12');
});

test('the image gets every folder that is compiled, and what the console is built from', () => {
  const { include } = JSON.parse(readFileSync('tsconfig.build.json', 'utf8')) as { include: string[] };
  const taken = readFileSync('.dockerignore', 'utf8').split('\n');
  expect(taken).toEqual(expect.arrayContaining([...include, 'console', 'scripts'].map((folder) => `!${folder}`)));
});

function isEarlier(image: string): boolean {
  const [name = '', version = ''] = image.split(':');
  const parts = version.split('-')[0]?.split('.').map(Number) ?? [];
  const from = soundFrom[name] ?? [];
  const at = from.findIndex((part, place) => part !== (parts[place] ?? 0));
  return at >= 0 && (parts[at] ?? 0) < (from[at] ?? 0);
}

/** Whose entry points write into the image, and whose start as root, to make a folder their own and go on as another user. */
const writesItself = ['temporal', 'temporal-ui'];
const startsAsRoot = ['clamav', 'mongodb-1', 'mongodb-2', 'mongodb-3', 'postgresql'];

test.each(services)('S10: %s gains no rights, has limits, and writes only where the file says', (name, service) => {
  expect(service.cap_drop).toEqual(['ALL']);
  expect(service.security_opt).toEqual(['no-new-privileges:true']);
  expect(service.mem_limit).toMatch(/^\d+[mg]$/);
  expect(service.pids_limit).toBeGreaterThan(0);
  expect(service.read_only).toBe(!writesItself.includes(name));
  const toBecomeAnother = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'];
  expect(service.cap_add).toEqual(startsAsRoot.includes(name) ? toBecomeAnother : undefined);
});

/** The services of a network. */
const within = (network: string) =>
  services.flatMap(([name, service]) => (service.networks?.includes(network) ? name : [])).sort();

test('S10: what fetches from outside reaches neither records nor engine, and these have no way out', () => {
  const { records, engine, scanning } = compose.networks;
  for (const network of [records, engine, scanning, compose.networks['engine-store']]) {
    expect(network?.internal).toBe(true);
  }
  expect(within('records')).toEqual(['api', 'mongodb-1', 'mongodb-2', 'mongodb-3', 'mongodb-replica-set', 'worker']);
  expect(within('engine')).toEqual(['api', 'temporal', 'temporal-namespace', 'temporal-ui', 'worker']);
  expect(within('engine-store')).toEqual(['postgresql', 'temporal', 'temporal-schema']);
  expect(within('scanning')).toEqual(['api', 'clamav']);
  expect(within('outside')).toEqual(['clamav', 'worker']);
});

test('S10: no password stands on a command line, and each process has the secrets that it needs and no others', () => {
  for (const [name, { command = [], entrypoint = [] }] of services) {
    const line = [command, entrypoint].flat().join(' ');
    expect([name, /--password|mongodb:\/\//.test(line)]).toEqual([name, false]);
  }
  expect(compose.services.api?.secrets).not.toContain('smtp_url');
  expect(compose.services.api?.secrets).not.toContain('mongodb_worker_uri');
  expect(compose.services.worker?.secrets).not.toContain('mongodb_api_uri');
  const made = readFileSync('deploy/make-secrets.sh', 'utf8');
  // Those of a process are made in a loop over both.
  const isMade = (secret: string) =>
    made.includes(secret) || made.includes(secret.replace(/api|worker/, '\u0024{process}'));
  expect(Object.keys(compose.secrets).filter((secret) => !isMade(secret))).toEqual([]);
});

interface MongoRights {
  collections: string[];
  api: Record<string, string[]>;
  worker: Record<string, string[]>;
  privileges(db: string, narrower: Record<string, string[]>): { resource: { collection: string }; actions: string[] }[];
}
const rights = createRequire(import.meta.url)('../../deploy/mongodb/rights.cjs') as MongoRights;

test('S10: API and worker may use every collection of the product, drop none, and change no look that was written down', () => {
  const parts = Object.values(databaseOn(mongoose.createConnection())) as { collection?: { name: string } }[];
  const names = parts.flatMap(({ collection: one }) => (typeof one === 'object' ? one.name : []));
  expect(rights.collections.toSorted()).toEqual([...names, 'attachments.chunks', 'attachments.files'].sort());
  for (const process of ['api', 'worker'] as const) {
    const all = rights.privileges('inaya', rights[process]);
    expect(all.flatMap(({ actions }) => actions).filter((action) => /drop|grant|User|Role|any/i.test(action))).toEqual(
      [],
    );
    const ofLooks = all.find(({ resource }) => resource.collection === 'accesses')?.actions;
    expect(ofLooks).not.toContain('update');
    expect(ofLooks?.includes('insert')).toBe(process === 'api');
  }
});

test('the image runs as nobody in particular, and has nothing that installs or builds', () => {
  const last =
    readFileSync('Dockerfile', 'utf8')
      .split(/^FROM /m)
      .at(-1) ?? '';
  expect(last).toMatch(/^USER node$/m);
  expect(last).toMatch(/rm -rf \/usr\/local\/lib\/node_modules \/usr\/local\/bin\/npm/);
  expect(last).not.toMatch(/npm ci|npm install|build-essential|python3/);
});
