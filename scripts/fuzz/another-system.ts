/** An account of another system, with everything that the product lets such an account do. */
import { randomUUID } from 'node:crypto';
import { isForServices } from '../../api/http/for-services.ts';
import { routes } from '../../api/routes.ts';
import type { StartedProduct } from '../measuring/started-product.ts';

/** The most operations that one account may have. */
const atMost = 100;

/**
 * Has two managers of an organisation give another system its account. Returns a token of it.
 * @param place says which hundred of its operations it gets: there may be more than one account may have
 */
export async function tokenOfAnotherSystem(product: StartedProduct, organisation: string, place = 0): Promise<string> {
  const managers = product.accounts.filter((one) => one.organisation === organisation && one.role === 'manager');
  const [one = '', other = ''] = await Promise.all(managers.map(product.tokenOf));
  const name = `fuzz-${place}`;
  const base = `/v1/organisations/${organisation}/services`;
  const service = `service:${organisation}.${name}`;
  const post = async (path: string, token: string, body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
    const answer = await fetch(`${product.api}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { key: string; token: string };
  };
  const scopes = routes
    .filter(isForServices)
    .map(({ operationId }) => operationId)
    .slice(place * atMost, (place + 1) * atMost);
  const title = { ar: 'نظام آخر (مثال)', en: 'Another system (example)' };
  await post(base, one, { name, title, roles: ['agent'], groups: [], departments: [], scopes });
  const at = `${base}/${encodeURIComponent(service)}`;
  await post(`${at}/confirm`, other, {});
  const { key } = await post(`${at}/keys`, one, {});
  return (await post('/v1/service-token', '', { service, key })).token;
}
