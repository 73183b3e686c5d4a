import { Button, Group, Loader, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/client';
import { policyQuery, sessionQuery } from '../api/queries';
import { Fault } from '../app/fault';
import { usePick, useSay } from '../app/language';
import { statuses } from '../words/states';
import { CaseTable } from '../work/case-table';

/** Every case that the caller may see, by what they look for. */
export function CasesPage() {
  const say = useSay();
  const pick = usePick();
  const { data: session } = useQuery(sessionQuery);
  const organisation = session?.organisation.id ?? '';
  const { data: policy } = useQuery({ ...policyQuery(organisation), enabled: Boolean(organisation) });
  const [status, setStatus] = useState<string | null>(null);
  const [category, setCategory] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  const asked = { ...(status ? { status } : {}), ...(category ? { category } : {}), ...(text ? { text } : {}) };
  const cases = useInfiniteQuery({
    queryKey: ['cases', organisation, asked],
    queryFn: async ({ pageParam }) => {
      const query = { limit: 50, ...asked, ...(pageParam ? { cursor: pageParam } : {}) };
      const { data } = await api.GET('/v1/organisations/{organisation}/cases', {
        params: { path: { organisation }, query },
      });
      return data ?? { items: [], nextCursor: null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    enabled: Boolean(organisation),
    retry: false,
  });
  const items = cases.data?.pages.flatMap((page) => page.items) ?? [];
  const categories = Object.entries(policy?.categories ?? {});
  const search = (event: FormEvent) => {
    event.preventDefault();
    setText(typed.trim());
  };
  return (
    <Stack>
      <Title order={1} size="h2">
        {say('cases')}
      </Title>
      <form onSubmit={search}>
        <Group align="end">
          <TextInput label={say('search')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
          <Select
            label={say('status')}
            data={Object.entries(statuses).map(([value, wording]) => ({ value, label: pick(wording) }))}
            value={status}
            onChange={setStatus}
            clearable
            searchable
          />
          <Select
            label={say('category')}
            data={categories.map(([value, { title }]) => ({ value, label: pick(title) }))}
            value={category}
            onChange={setCategory}
            clearable
            searchable
          />
          <Button type="submit">{say('search')}</Button>
        </Group>
      </form>
      <Fault error={cases.error} />
      {cases.isPending && <Loader aria-label={say('loading')} />}
      {cases.isSuccess && items.length === 0 && <Text>{say('nothingFound')}</Text>}
      {items.length > 0 && <CaseTable organisation={organisation} items={items} />}
      {cases.hasNextPage && (
        <Button variant="default" onClick={() => void cases.fetchNextPage()} loading={cases.isFetchingNextPage}>
          {say('more')}
        </Button>
      )}
    </Stack>
  );
}
