import { Button, Group, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import { usePick, useSay } from '../app/language';

/** On a person's own machine: the made accounts of each organisation, each one click away. Elsewhere there are none. */
export function LocalAccounts({ onEnter }: { onEnter(): Promise<void> }) {
  const say = useSay();
  const pick = usePick();
  const { data: accounts = [] } = useQuery({
    queryKey: ['local-accounts'],
    queryFn: async () => (await api.GET('/v1/session/local-accounts')).data?.items ?? [],
    retry: false,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const organisations = [...new Set(accounts.map(({ organisation }) => organisation))].sort();
  const organisation = chosen ?? organisations[0];
  if (!organisation) return null;
  const enter = async (username: string) => {
    await api.POST('/v1/session/local', { body: { username } });
    await onEnter();
  };
  return (
    <Paper withBorder p="lg" mt="md">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {say('madeAccounts')}
        </Title>
        <Text size="sm" c="dimmed">
          {say('madeAccountsHint')}
        </Text>
        <Select
          label={say('organisation')}
          data={organisations}
          value={organisation}
          onChange={setChosen}
          allowDeselect={false}
        />
        <Group gap="xs">
          {accounts
            .filter((one) => one.organisation === organisation)
            .map(({ username, name }) => (
              <Button key={username} variant="light" size="xs" onClick={() => void enter(username)}>
                {pick(name, username)}
              </Button>
            ))}
        </Group>
      </Stack>
    </Paper>
  );
}
