import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';

/** Certificates of a test: those of an authority, a server, a client, and a client of another authority. */
export interface Certificates {
  /** The path of a certificate, or of what else has this name. */
  file(name: string): string;
  remove(): void;
}

/** Makes them with openssl, good for a day, for 127.0.0.1. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'inaya-tls-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...given: string[]) => execFileSync('openssl', given, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  for (const authority of ['ca', 'stranger']) {
    openssl(
      'req',
      '-x509',
      ...key,
      '-keyout',
      `${authority}.key`,
      '-out',
      `${authority}.crt`,
      '-subj',
      `/CN=${authority}`,
    );
  }
  const signed = (name: string, authority: string) => {
    const by = ['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`];
    const names = ['-addext', 'subjectAltName=IP:127.0.0.1', '-addext', 'basicConstraints=critical,CA:FALSE'];
    openssl(
      'req',
      '-x509',
      ...key,
      ...by,
      ...names,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.crt`,
      '-subj',
      `/CN=${name}`,
    );
    // MongoDB's driver takes both in one file.
    execFileSync('sh', ['-c', `cat ${name}.crt ${name}.key > ${name}.pem`], { cwd: folder });
  };
  signed('server', 'ca');
  signed('client', 'ca');
  signed('thief', 'stranger');
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A server that is reached by mTLS alone: what comes through with a certificate of the authority goes on to the real one. */
export async function tlsDoor(to: { host: string; port: number }, { file }: Certificates) {
  const read = (name: string) => readFileSync(file(name));
  const door = createServer(
    {
      ...{ key: read('server.key'), cert: read('server.crt'), ca: read('ca.crt') },
      ...{ requestCert: true, rejectUnauthorized: true, ALPNProtocols: ['h2', 'http/1.1'] },
    },
    (incoming) => {
      const onward = connect(to.port, to.host);
      incoming.pipe(onward).pipe(incoming);
      incoming.on('error', () => onward.destroy());
      onward.on('error', () => incoming.destroy());
      incoming.on('close', () => onward.destroy());
    },
  );
  door.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const { port } = door.address() as AddressInfo;
  return { port, address: `127.0.0.1:${port}`, close: () => new Promise((resolve) => door.close(resolve)) };
}
