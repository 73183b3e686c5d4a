import type { Session } from '../api/queries';

/** True if one of the user's roles does the work of one of these standard roles. */
export function worksAs(session: Session | null | undefined, ...roles: string[]): boolean {
  return session?.roles.some((role) => roles.includes(role.as)) ?? false;
}
