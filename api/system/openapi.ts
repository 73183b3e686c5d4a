import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { signatureHeader } from '../../domain/case/signed-message.ts';
import type { Pack } from '../../packs/schema.ts';
import { needsSecret, needsToken } from '../http/admit.ts';
import { limitsInWords } from '../http/floods.ts';
import { Problem } from '../http/problem.ts';
import type { Route } from '../http/route.ts';
import { sessionCookieName } from '../http/session-cookie.ts';
import { examplesOf } from './examples.ts';

type Document = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** The OpenAPI 3.1 document of the routes, made from the very schemas that check the requests, with examples for these packs. */
export function openApiDocument(routes: Route[], packs: readonly Pack[]): Document {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
  registry.registerComponent('securitySchemes', 'browser', { type: 'apiKey', in: 'cookie', name: sessionCookieName });
  registry.registerComponent('securitySchemes', 'caseSecret', { type: 'apiKey', in: 'header', name: 'Case-Secret' });
  const inSignature = { type: 'apiKey', in: 'header', name: signatureHeader } as const;
  registry.registerComponent('securitySchemes', 'gatewaySignature', inSignature);
  for (const [name, description] of Object.entries(limitHeaders)) {
    registry.registerComponent('headers', name, { description, schema: { type: 'string' } });
  }
  for (const route of routes) registerRoute(registry, { ...route, examples: examplesOf(route, packs) });
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Inaya',
      version: '1',
      description: 'Case management for customer-care teams. Errors are RFC 9457 problem documents.',
    },
  });
}

function registerRoute(registry: OpenAPIRegistry, route: Route): void {
  const security = securityOf(route);
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const headers: Record<string, z.ZodType> = {};
  if (route.ifMatch) {
    const digest = z.string().min(1).meta({ description: 'Digest of what was seen.' });
    headers['If-Match'] = route.ifMatch === 'required' ? digest : digest.optional();
  }
  if (route.idempotent) headers['Idempotency-Key'] = z.string().min(1).max(200);
  registry.registerPath({
    method: route.method,
    path: route.path,
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    security,
    request: {
      params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
      ...(route.query ? { query: route.query } : {}),
      ...(Object.keys(headers).length > 0 ? { headers: z.object(headers) } : {}),
      ...bodyOf(route),
    },
    responses: responsesOf(route),
  });
}

function securityOf(route: Route): Record<string, string[]>[] {
  if (needsToken(route)) return [{ bearer: [] }, { browser: [] }];
  if (needsSecret(route)) return [{ caseSecret: [] }];
  return route.permission === 'gateway-signature' ? [{ gatewaySignature: [] }] : [];
}

function bodyOf({ body, upload, examples = {} }: Route) {
  if (body) return { body: { required: true, content: { 'application/json': { schema: body, examples } } } };
  if (!upload) return {};
  const file = z.string().meta({ format: 'binary' });
  // An example is text; whatever else a file may be is not written down.
  const content = upload.map((mediaType) => {
    const schema = mediaType === 'multipart/form-data' ? z.object({ file }) : file;
    return [mediaType, { schema, ...(mediaType.startsWith('text/') ? { examples } : {}) }];
  });
  return { body: { required: true, content: Object.fromEntries(content) as Record<string, { schema: z.ZodType }> } };
}

function responsesOf(route: Route) {
  const limits = limitsInWords(route);
  const headers = limits ? headersOf('RateLimit', 'RateLimit-Policy') : {};
  const files = filesOf(route);
  const known = Object.entries(route.replies).map(([status, { description, schema }]) => {
    const told = { ...(schema ? { 'application/json': { schema } } : {}), ...(Number(status) < 300 ? files : {}) };
    return [status, { description, headers, ...(Object.keys(told).length > 0 ? { content: told } : {}) }];
  });
  const content = { 'application/problem+json': { schema: Problem } };
  const tooMany = { description: limits, headers: { ...headers, ...headersOf('Retry-After') }, content };
  return Object.fromEntries([
    ...known,
    ...(limits ? [['429', tooMany]] : []),
    ['default', { description: 'A problem', content }],
  ]);
}

/** What stands under `format` in a query, besides JSON. */
const mediaTypes: Record<string, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** The files that a route gives instead of JSON to a caller who asks for one of them. */
function filesOf({ query }: Route): Record<string, { schema: z.ZodType }> {
  const format = query?.shape.format as z.ZodType | undefined;
  if (!format) return {};
  const { enum: formats = [] } = z.toJSONSchema(format, { io: 'input' }) as { enum?: string[] };
  const file = z.string().meta({ format: 'binary' });
  return Object.fromEntries(formats.flatMap((one) => (mediaTypes[one] ? [[mediaTypes[one], { schema: file }]] : [])));
}

/** What answers of limited routes have in their heads, in the form of the IETF draft “RateLimit header fields for HTTP”. */
const limitHeaders = {
  RateLimit: 'What is left of each limit that counts the request (`r`), and for how many seconds (`t`).',
  'RateLimit-Policy': 'Those limits by name: so many requests (`q`) in so many seconds (`w`).',
  'Retry-After': 'After so many seconds a repetition makes sense.',
};

function headersOf(...names: (keyof typeof limitHeaders)[]) {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
