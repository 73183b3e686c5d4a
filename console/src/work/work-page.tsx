import { Badge, Button, Group, Loader, Stack, Switch, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionQuery, workQuery } from '../api/queries';
import { useSay } from '../app/language';
import { CaseTable } from './case-table';

/** What waits for me, the most urgent first. The API has the order; what others do appears by itself. */
export function WorkPage() {
  const say = useSay();
  const [onlyNew, setOnlyNew] = useState(false);
  const { data: session } = useQuery(sessionQuery);
  const organisation = session?.organisation.id ?? '';
  const work = useInfiniteQuery({ ...workQuery(organisation, onlyNew), enabled: Boolean(organisation) });
  const items = work.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {say('myWork')} <Badge variant="light">{work.hasNextPage ? `${items.length}+` : items.length}</Badge>
        </Title>
        <Switch
          label={say('onlyNew')}
          checked={onlyNew}
          onChange={(event) => setOnlyNew(event.currentTarget.checked)}
        />
      </Group>
      {work.isPending && <Loader aria-label={say('loading')} />}
      {work.isSuccess && items.length === 0 && <Text>{say('nothingWaits')}</Text>}
      {items.length > 0 && <CaseTable organisation={organisation} items={items} />}
      {work.hasNextPage && (
        <Button variant="default" onClick={() => void work.fetchNextPage()} loading={work.isFetchingNextPage}>
          {say('more')}
        </Button>
      )}
    </Stack>
  );
}
