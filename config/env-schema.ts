import { z } from 'zod';
import { keyRing } from './key-ring.ts';
import { openIdSettings } from './openid.ts';
import { organisations } from './organisations.ts';
import { trustedProxies } from './trusted-proxies.ts';

const hosts = z
  .string()
  .default('')
  .transform((text) =>
    text
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  );
const port = z.coerce.number().int().min(1).max(65_535);

/** Every setting that the processes read; each secret may also be given as a file, by the same name with `_FILE`. */
export const schema = z
  .object({
    /** `local`: messages go to an inbox in the data folder. `production`: they go out, and nothing has a default secret. */
    INAYA_MODE: z.enum(['local', 'production']).default('local'),
    /** The gRPC address of the Temporal server's frontend, `host:port`. */
    TEMPORAL_ADDRESS: z
      .string({ error: missing('host:port of the Temporal server') })
      .regex(/^[^\s/:]+:\d+$/, 'must be host:port'),
    /** The namespace in which the cases run. */
    TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
    /** The certificate of who signs the Temporal server's, in PEM. Any of these four settings means TLS. */
    TEMPORAL_TLS_CA_FILE: z.string().min(1).optional(),
    /** This process's own certificate, which the Temporal server asks for (mTLS), in PEM. */
    TEMPORAL_TLS_CERT_FILE: z.string().min(1).optional(),
    /** The private key of that certificate, in PEM. */
    TEMPORAL_TLS_KEY_FILE: z.string().min(1).optional(),
    /** An API key of the Temporal server. A secret. */
    TEMPORAL_API_KEY: z.string().min(1).optional(),
    /**
     * The connection string of MongoDB, with the name of the database. A secret, if it holds a password. TLS is in it:
     * `tls=true&tlsCAFile=…&tlsCertificateKeyFile=…`.
     */
    MONGODB_URI: z
      .string({ error: missing('mongodb://host:port/database') })
      .regex(/^mongodb(\+srv)?:\/\/[^/]+\/[^/?]+/, 'must be mongodb://host:port/database, with the database'),
    /** From it case numbers, search tokens and secrets of cases are derived, for ever. Changing it orphans them all. */
    INAYA_SECRET: z.string({ error: missing('at least 32 characters') }).min(32, 'must have at least 32 characters'),
    /**
     * What wraps the keys by which words and contacts are encrypted: `id:base64` of 32 bytes, with commas between. The first
     * one wraps, all unwrap. Lost, everything that was written about people is lost.
     */
    INAYA_MASTER_KEYS: z
      .string({
        error: missing('id:base64 of 32 bytes, such as the output of `openssl rand -base64 32` behind “2026-1:”'),
      })
      .regex(
        /^[\w.-]+:[A-Za-z0-9+/]{43}=(\s*,\s*[\w.-]+:[A-Za-z0-9+/]{43}=)*$/,
        'must be id:base64 of 32 bytes, with commas between',
      ),
    /** The keys that sign the tokens of sessions: the first one signs, all are good. Left out: one of INAYA_SECRET. */
    SESSION_KEYS: keyRing.optional(),
    /** The keys that make the secrets of customers' links, in the same form: the first one makes, all are good. Left out: one of INAYA_SECRET. */
    LINK_KEYS: keyRing.optional(),
    /**
     * The keys that make the tokens by which words and people are found, in the same form. The first one makes them. Changed only
     * by `npm run keys:search`. Left out: one of INAYA_SECRET.
     */
    SEARCH_KEYS: keyRing.optional(),
    /** The keys that sign commands, in the same form. The API and the workers have the same. Left out: one of INAYA_SECRET. */
    COMMAND_KEYS: keyRing.optional(),
    /** What a root key says of those keys, by `npm run keys:certify`. Left out: a root key of INAYA_SECRET certifies all of them. */
    KEY_CERTIFICATES: z.string().min(1).optional(),
    /** The port of the API. */
    PORT: port.default(3000),
    /** Where customers reach the API: links in messages begin with it. In local mode the API's own address. */
    PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be like https://care.example.org' }).optional(),
    /** Whether anybody may read `/docs` and `/openapi.json`. Left out: in local mode only. */
    API_DOCS: z.enum(['on', 'off']).optional(),
    /** The file of the security log. Left out: in the data folder in local mode, else on standard output. */
    SECURITY_LOG: z.string().min(1).optional(),
    /** The proxies before the API, whose word on a caller's address is taken. Without it nobody's is. */
    TRUST_PROXY: trustedProxies.optional(),
    /** By how much the limits on requests of a minute are multiplied, as for an office of thousands behind one address. */
    RATE_LIMIT_TIMES: z.coerce.number().min(0.01).max(1_000_000).default(1),
    /** A folder of further policy packs, `<organisation>/vN.yaml`. */
    POLICIES_DIR: z.string().optional(),
    /** The folder of local data: databases, addresses, accounts, the inbox of local messages. */
    INAYA_DATA_DIR: z.string().default('.inaya'),
    /** Where the signed checkpoints of all chains are written outside the database. Left out: below the data folder. */
    INAYA_CHECKPOINT_DIR: z.string().optional(),
    /** Where e-mail goes in production: smtp://user:password@host:port. A secret. */
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be smtp://user:password@host:port' }).optional(),
    /** The sender of e-mail. */
    MAIL_FROM: z.email().default('care@inaya.invalid'),
    /** Where SMS go in production: the URL of an HTTP gateway. Without it each SMS is a recorded failure. */
    SMS_GATEWAY_URL: z.url({ protocol: /^https?$/, error: 'must be https://host/path' }).optional(),
    /** The secret that product and SMS gateway share: messages and receipts are signed with it. */
    SMS_GATEWAY_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    /** Who an SMS is from, as telephones show it. */
    SMS_SENDER: z.string().min(1).max(20).default('Inaya'),
    /** Senders and public addresses of single organisations, if they are others than their packs say: JSON. */
    ORGANISATIONS: organisations.optional(),
    /** Hosts of SMTP_URL, SMS_GATEWAY_URL, OIDC_ISSUER and OIDC_KEYS_URL that may be at private addresses, with commas between. */
    OUTGOING_INSIDE_HOSTS: hosts,
    /** How long the SMS gateway may take, in milliseconds. */
    SMS_GATEWAY_TIMEOUT_MS: z.coerce.number().int().min(100).max(20_000).default(10_000),
    /** Where uploads are looked at for malware: `host:port` of ClamAV's daemon. Without it, production takes no uploads. */
    CLAMD_ADDRESS: z
      .string()
      .regex(/^\S+:\d+$/, 'must be host:port')
      .optional(),
    ...openIdSettings,
    /** The port of the worker's metrics, on 127.0.0.1 in local mode; without it there are none. */
    WORKER_METRICS_PORT: port.optional(),
  })
  .superRefine(
    ({ INAYA_MODE, PUBLIC_URL, SMS_GATEWAY_URL, OIDC_ISSUER, OIDC_KEYS_URL, ORGANISATIONS = {} }, context) => {
      // Links, telephone numbers and words of customers cross networks in production (S13f).
      if (INAYA_MODE !== 'production') return;
      const own = Object.entries(ORGANISATIONS).map(
        ([id, { publicUrl }]) => [['ORGANISATIONS', id], publicUrl] as const,
      );
      const issuer = [
        [['OIDC_ISSUER'], OIDC_ISSUER],
        [['OIDC_KEYS_URL'], OIDC_KEYS_URL],
      ] as const;
      const all = [[['PUBLIC_URL'], PUBLIC_URL], [['SMS_GATEWAY_URL'], SMS_GATEWAY_URL], ...issuer, ...own] as const;
      for (const [path, url] of all) {
        if (url?.startsWith('http:')) context.addIssue({ code: 'custom', path: [...path], message: mustBeHttps });
      }
    },
  )
  .refine(({ OIDC_ISSUER, OIDC_AUDIENCE = [] }) => !OIDC_ISSUER || OIDC_AUDIENCE.length > 0, {
    path: ['OIDC_AUDIENCE'],
    error: 'is not set: whom the tokens of OIDC_ISSUER must be for',
  })
  .refine(({ TEMPORAL_TLS_CERT_FILE, TEMPORAL_TLS_KEY_FILE }) => !TEMPORAL_TLS_CERT_FILE === !TEMPORAL_TLS_KEY_FILE, {
    path: ['TEMPORAL_TLS_CERT_FILE'],
    error: 'and TEMPORAL_TLS_KEY_FILE belong together: set both or none',
  })
  .refine(({ SMS_GATEWAY_URL, SMS_GATEWAY_TOKEN }) => !SMS_GATEWAY_URL || SMS_GATEWAY_TOKEN, {
    path: ['SMS_GATEWAY_TOKEN'],
    error: 'is not set: the secret that the gateway of SMS_GATEWAY_URL knows',
  });

/** The settings of a process. */
export type Env = z.infer<typeof schema> & { PUBLIC_URL: string };

/** The settings that may be given as a file, as secrets of containers are. */
export const SECRETS = [
  'MONGODB_URI',
  'INAYA_SECRET',
  'SESSION_KEYS',
  'LINK_KEYS',
  'SEARCH_KEYS',
  'INAYA_MASTER_KEYS',
  'COMMAND_KEYS',
  'KEY_CERTIFICATES',
  'SMTP_URL',
  'TEMPORAL_API_KEY',
  'SMS_GATEWAY_TOKEN',
] as const;

const mustBeHttps = 'must begin with https: in production';

function missing(what: string) {
  return (issue: { input: unknown }) => (issue.input === undefined ? `is not set: ${what}` : undefined);
}
