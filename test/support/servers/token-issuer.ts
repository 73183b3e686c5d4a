/** An issuer of OpenID Connect over HTTP: its document, its keys, which change, and tokens of every kind. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

export class TokenIssuer {
  readonly url: string;
  /** What its document says otherwise than it is. */
  told: Record<string, unknown> = {};
  isAway = false;
  private readonly published = new Map<string, { pair: KeyPair; alg: string }>();
  private readonly close: () => void;

  private constructor(url: string, close: () => void) {
    this.url = url;
    this.close = close;
  }

  static async start(): Promise<TokenIssuer> {
    const holder: { issuer?: TokenIssuer } = {};
    const server = createServer((request, response) => {
      const { issuer } = holder;
      if (!issuer || issuer.isAway) return void response.writeHead(500).end('away');
      void issuer.answer(request.url ?? '').then((body) => {
        response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    holder.issuer = new TokenIssuer(url, () => {
      server.closeAllConnections();
      server.close();
    });
    return holder.issuer;
  }

  private async answer(path: string): Promise<object | null> {
    if (path === '/.well-known/openid-configuration') {
      return { issuer: this.url, jwks_uri: `${this.url}/keys`, ...this.told };
    }
    if (path !== '/keys') return null;
    const keys = [...this.published].map(async ([kid, { pair, alg }]) => ({
      ...(await exportJWK(pair.publicKey)),
      kid,
      alg,
    }));
    return { keys: await Promise.all(keys) };
  }

  /** Publishes another key; with `alone` the earlier ones are gone. */
  async publish(kid: string, alg = 'ES256', { alone = false } = {}): Promise<void> {
    if (alone) this.published.clear();
    this.published.set(kid, { pair: await generateKeyPair(alg, { extractable: true }), alg });
  }

  /** A token by a published key, with these claims instead of the usual ones; one that is undefined is left out. */
  async token(kid: string, claims: JWTPayload = {}): Promise<string> {
    const key = this.published.get(kid);
    if (!key) throw new Error(`${kid} is not published`);
    return this.signedBy(key.pair.privateKey, { alg: key.alg, kid }, claims);
  }

  signedBy(
    key: Parameters<SignJWT['sign']>[0],
    header: { alg: string; kid: string },
    claims: JWTPayload,
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: this.url, aud: 'inaya', sub: 'somebody', iat: now, exp: now + 300, jti: crypto.randomUUID() };
    return new SignJWT(JSON.parse(JSON.stringify({ ...usual, ...claims })) as JWTPayload)
      .setProtectedHeader(header)
      .sign(key);
  }

  stop(): void {
    this.close();
  }
}
