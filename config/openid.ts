import { z } from 'zod';

const claim = z.string().min(1).max(100);
const words = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));

/** Settings of OpenID Connect: tokens of the issuer open the accounts that the directory has. */
export const openIdSettings = {
  /** The issuer, as its tokens name it. Without it nobody signs in by OpenID Connect. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'must be like https://login.example.org' }).optional(),
  /** Whom its tokens must be for, with commas between: the client ids of this product. */
  OIDC_AUDIENCE: words.optional(),
  /** The claim that names the account: `email`, if the issuer has verified it, or any other that is the user name. */
  OIDC_ACCOUNT_CLAIM: claim.default('email'),
  /** The claim that names the organisation, such as `courier`. Left out: none is asked for. */
  OIDC_ORGANISATION_CLAIM: claim.optional(),
  /** The claim that must hold every role of the account. Left out: the directory alone says who has which. */
  OIDC_ROLES_CLAIM: claim.optional(),
  /** Where the issuer's keys are, if they are at another host. */
  OIDC_KEYS_URL: z.url({ protocol: /^https?$/, error: 'must be like https://login.example.org/keys' }).optional(),
};

type Settings = z.infer<z.ZodObject<typeof openIdSettings>>;

/** The settings as the use case takes them; undefined without an issuer. */
export function openIdOf(env: Settings & { OUTGOING_INSIDE_HOSTS: string[] }) {
  if (env.OIDC_ISSUER === undefined) return undefined;
  return {
    issuer: env.OIDC_ISSUER,
    audience: env.OIDC_AUDIENCE ?? [],
    accountClaim: env.OIDC_ACCOUNT_CLAIM,
    organisationClaim: env.OIDC_ORGANISATION_CLAIM,
    rolesClaim: env.OIDC_ROLES_CLAIM,
    keysUrl: env.OIDC_KEYS_URL,
    outgoing: { insideHosts: env.OUTGOING_INSIDE_HOSTS },
  };
}
