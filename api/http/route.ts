import type { Readable } from 'node:stream';
import type { Request } from 'express';
import type { ZodObject, ZodType, z } from 'zod';
import type { Call } from '../../application/call.ts';
import type { ApiDependencies } from '../dependencies.ts';

/**
 * What a route asks of the caller. `anybody`: no token. `case-secret`: no token either, but a secret of the case in the
 * path; `acting-secret`: one that lets its holder change something. `gateway-signature`: nor here, but the message gateway's
 * signature over the body. `signed-in`: a member of staff of the organisation in the path. A function decides for itself
 * about somebody signed in, and throws the problem that it finds. It does so after the organisation (and the case, if there
 * is one) has been found.
 */
export type Permission =
  | 'anybody'
  | 'case-secret'
  | 'acting-secret'
  | 'gateway-signature'
  | 'signed-in'
  | ((context: Context) => void | Promise<void>);

/** A call as it came in by HTTP. */
export interface Context<Query = unknown, Body = unknown> extends Call<Query, Body> {
  request: Request;
  dependencies: ApiDependencies;
}

export interface Reply {
  status: number;
  body?: unknown;
  /** Bytes that go out as they come, instead of a body. */
  stream?: Readable;
  headers?: Record<string, string | string[]>;
}

export interface Example {
  summary: string;
  value: unknown;
}

/** One operation: everything that the server, the documentation and the tests know of it. */
export interface Route<Query extends ZodObject = ZodObject, Body extends ZodType = ZodType> {
  method: 'get' | 'post' | 'delete';
  /** With parameters in braces, as in OpenAPI. */
  path: string;
  operationId: string;
  summary: string;
  tag: string;
  permission: Permission;
  /** True of what a session may do that is there only to enrol a second factor. */
  whileEnrolling?: boolean;
  /** The path names a case of this kind by {number}: 404 if there is none or it may not be seen. `Case`: of any kind. */
  ofCase?: string;
  /** Needs the header Idempotency-Key. */
  idempotent?: boolean;
  /** Takes the header If-Match, with the digest of what was seen; if it is required, a 428 without it. */
  ifMatch?: 'required' | 'optional';
  query?: Query;
  body?: Body;
  /** The body may be as long as a policy: 1 MB. Left out: 64 kB. */
  isLong?: true;
  /** Takes the fields of an HTML form too, and makes of them the body that JSON clients send. */
  fromForm?: (fields: Record<string, unknown>) => unknown;
  /** The body is a file: nothing of it is read before every check has passed, and the handler streams it. */
  upload?: readonly string[];
  /** Reads through all cases: it goes after everything else. */
  isExport?: boolean;
  examples?: Record<string, Example>;
  replies: Record<number, { description: string; schema?: ZodType }>;
  handle(context: Context<z.infer<Query>, z.infer<Body>>): Promise<Reply>;
}

/** Keeps the types of query and body together with their handler, and forgets them for the list of all routes. */
export function route<Query extends ZodObject, Body extends ZodType>(definition: Route<Query, Body>): Route {
  return definition as unknown as Route;
}
