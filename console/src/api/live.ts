/** What others do appears by itself: the API tells which cases have changed, and what is shown of them is read anew. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from './client';

interface Told {
  changes: { number: string; revision: number }[];
  isWhole: boolean;
}

/** As often as it is asked if no stream comes through, in milliseconds: some proxies hold a stream back. */
const askEveryMs = 5000;

/** Lists that show cases of many numbers; any change may be one of theirs. */
const lists = ['work', 'cases', 'desk'];

/** What stands here of a case goes under its number. A timeline and the like have the revision in their name. */
function readAnew(client: QueryClient, organisation: string, { changes, isWhole }: Told): void {
  if (changes.length === 0 && isWhole) return;
  const numbers = new Map(changes.map(({ number, revision }) => [number, revision]));
  const isOlder = (number: string) => {
    const known = client.getQueryData<{ revision?: number }>(['case', organisation, number])?.revision ?? 0;
    return known < (numbers.get(number) ?? 0);
  };
  void client.invalidateQueries({
    predicate({ queryKey: [name, , number] }) {
      if (lists.includes(String(name))) return true;
      return name === 'case' && (!isWhole || isOlder(String(number)));
    },
  });
}

/** Follows an organisation as long as somebody looks at the page: a hidden one takes no connection, and catches up later. */
export function useLive(organisation: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!organisation) return;
    let stream: EventSource | null = null;
    let until: string | undefined;
    const told = (one: Told) => readAnew(client, organisation, one);
    const follow = () => {
      if (document.hidden) {
        stream?.close();
        stream = null;
        return;
      }
      if (stream && stream.readyState !== EventSource.CLOSED) return;
      const since = until ? `?since=${encodeURIComponent(until)}` : '';
      stream = new EventSource(`/v1/organisations/${organisation}/changes${since}`);
      stream.addEventListener('changes', ({ data, lastEventId }) => {
        until = lastEventId;
        told(JSON.parse(data) as Told);
      });
    };
    const ask = async () => {
      if (document.hidden || stream?.readyState === EventSource.OPEN) return;
      const params = { path: { organisation }, query: until ? { since: until } : {} };
      const { data } = await api.GET('/v1/organisations/{organisation}/changes', { params });
      if (!data) return;
      until = data.until;
      told(data);
      follow();
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    // What cannot be asked now is asked the next time.
    const timer = setInterval(() => void ask().catch(() => undefined), askEveryMs);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      clearInterval(timer);
      stream?.close();
    };
  }, [client, organisation]);
}
