import createClient from 'openapi-fetch';
import type { paths } from '../../generated/schema';
import { mark } from '../session/mark';

/** What the API answers when it refuses, as RFC 9457 has it. */
export interface Problem {
  type: string;
  title?: string;
  status: number;
  detail?: string;
  allowed?: string[];
  errors?: { path: string; message: string }[];
}

/** A request that the API has refused, or has not answered. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title ?? problem.type);
    this.problem = problem;
  }

  /** `StaleBase`, `NotAllowedNow` and so on. */
  override get name(): string {
    return this.problem.type.split('/').at(-1) ?? '';
  }
}

/** The reader's language: refusals come in it. */
export const reader = { language: 'ar' };

export const api = createClient<paths>({ baseUrl: '/' });

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', reader.language);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await refusalIn(response);
  },
});

async function refusalIn(response: Response): Promise<Refusal> {
  const { status } = response;
  if (status === 401 && mark.isSet()) {
    mark.expire();
    window.location.assign('/console/sign-in');
  }
  try {
    return new Refusal({ ...(await response.json()), status });
  } catch {
    return new Refusal({ type: '/problems/Unreachable', status });
  }
}

/** Sends a command by the address that its form names. The same key says that it is the same attempt. */
export async function post(path: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': reader.language, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await refusalIn(response);
  return response.status === 204 ? undefined : response.json();
}
