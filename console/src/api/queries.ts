/** What the pages read, each by one name in the cache. */
import { queryOptions } from '@tanstack/react-query';
import type { components, paths } from '../../generated/schema';
import { mark } from '../session/mark';
import type { Wording } from '../words/wording';
import { api, Refusal } from './client';

export type CaseView = components['schemas']['CaseView'];
export type ClockView = components['schemas']['ClockView'];
export type Session = Answer<'/v1/session'>;
export type WorkItem = Answer<'/v1/organisations/{organisation}/work'>['items'][number];
export type Timeline = Answer<'/v1/organisations/{organisation}/cases/{number}/timeline'>;

type Get<Path extends keyof paths> = paths[Path] extends { get: { responses: { 200: { content: infer Content } } } }
  ? Content
  : never;
type Answer<Path extends keyof paths> = Get<Path> extends { 'application/json': infer Body } ? Body : never;

/** An entry of the timeline, as every kind of case has it. */
export interface TimelineEvent {
  sequence: number;
  at: string;
  type: string;
  by: string;
  onBehalfOf?: string;
  standingInFor?: string;
  data: Record<string, unknown>;
}

/** What of the policy in force the console shows and offers. */
export interface Policy {
  name: Wording;
  languages: string[];
  channels: Titled;
  customerClasses: Titled;
  priorityGrounds: Titled;
  categories: Record<string, { title: Wording; fields: Record<string, CategoryField> }>;
  declineReasons: Titled;
  roles: Titled;
  groups: Titled;
  departments: Titled;
  titles: Record<string, Wording>;
  contact?: { country?: string };
}

export interface CategoryField {
  title: Wording;
  required: boolean;
  maxLength: number;
  choices?: Titled;
}

export type Titled = Record<string, { title: Wording }>;

export interface Words {
  id: string;
  at: string;
  digestHolds: boolean;
  content: Record<string, unknown> | null;
}

/** What changes by the time alone is read anew as often, in milliseconds; all else is told (`live.ts`). */
const freshMs = 60_000;

/** Who is signed in; null if the session has ended. */
export async function readSession(): Promise<Session | null> {
  try {
    return (await api.GET('/v1/session')).data ?? null;
  } catch (error) {
    if (error instanceof Refusal && error.problem.status === 401) return null;
    throw error;
  }
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => (mark.isSet() ? readSession() : null),
  retry: false,
  staleTime: 60_000,
});

const at = (organisation: string) => ({ params: { path: { organisation } } });

export const policyQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['policy', organisation],
    queryFn: async () =>
      (await api.GET('/v1/organisations/{organisation}/policy', at(organisation))).data as unknown as Policy,
    staleTime: 300_000,
  });

export const staffQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['staff', organisation],
    queryFn: async () => (await api.GET('/v1/organisations/{organisation}/staff', at(organisation))).data?.items ?? [],
    staleTime: 60_000,
  });

/** What waits for the caller. */
export const workQuery = (organisation: string, onlyNew: boolean) => ({
  queryKey: ['work', organisation, onlyNew],
  queryFn: async ({ pageParam }: { pageParam: string | null }) => {
    const query = {
      limit: 50,
      ...(onlyNew ? { new: 'true' as const } : {}),
      ...(pageParam ? { cursor: pageParam } : {}),
    };
    const { data } = await api.GET('/v1/organisations/{organisation}/work', {
      params: { path: { organisation }, query },
    });
    return data ?? { items: [], nextCursor: null };
  },
  initialPageParam: null as string | null,
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor,
  refetchInterval: freshMs,
});

const caseAt = (organisation: string, number: string) => ({ params: { path: { organisation, number } } });

export const caseQuery = (organisation: string, number: string) =>
  queryOptions({
    queryKey: ['case', organisation, number],
    async queryFn({ client, queryKey }) {
      // What a command has answered is never followed by an older view that was under way.
      const known = client.getQueryData<CaseView>(queryKey)?.revision;
      const params = { path: { organisation, number }, query: known ? { atLeast: known } : {} };
      const { data } = await api.GET('/v1/organisations/{organisation}/cases/{number}', { params });
      return data as CaseView;
    },
    refetchInterval: freshMs,
  });

export const timelineQuery = (organisation: string, number: string, revision: number) =>
  queryOptions({
    queryKey: ['timeline', organisation, number, revision],
    queryFn: async () =>
      (await api.GET('/v1/organisations/{organisation}/cases/{number}/timeline', caseAt(organisation, number)))
        .data as Timeline,
    placeholderData: (before: Timeline | undefined) => before,
  });

export const wordsQuery = (organisation: string, number: string, reason: string) =>
  queryOptions({
    queryKey: ['words', organisation, number],
    queryFn: async () => {
      const { data } = await api.GET('/v1/organisations/{organisation}/cases/{number}/words', {
        params: { path: { organisation, number }, query: reason ? { reason } : {} },
      });
      return (data?.words ?? []) as Words[];
    },
    // Each look is recorded: nobody looks again unless they ask for it.
    ...{ staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry: false },
  });
