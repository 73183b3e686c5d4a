import type { Request } from 'express';
import type { ApiDependencies } from '../dependencies.ts';
import { isFromHere } from '../http/same-machine.ts';

const ownNames = ['127.0.0.1', 'localhost', '[::1]'];

/** True at the machine itself alone. The name matters: another site can make its own name lead to this machine. */
export function isOwnMachine({ isLocal }: ApiDependencies, request: Request): boolean {
  const isOwnName = ownNames.includes(request.hostname);
  return Boolean(isLocal && isOwnName && isFromHere(request));
}
