import { Button, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import { sessionQuery } from '../api/queries';
import { useLanguage, useSay } from '../app/language';
import { saidInstant } from '../words/said';
import { SecondFactor } from './second-factor';

/** The user's own account: where they are signed in, and their second factor. */
export function AccountPage() {
  const say = useSay();
  const { data: session } = useQuery(sessionQuery);
  if (!session) return null;
  return (
    <Stack maw={800}>
      <Title order={1} size="h2">
        {say('account')}
      </Title>
      <SecondFactor session={session} />
      {!session.mustEnrol && <Sessions />}
    </Stack>
  );
}

function Sessions() {
  const say = useSay();
  const { language } = useLanguage();
  const queryClient = useQueryClient();
  const { data: sessions = [] } = useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await api.GET('/v1/sessions')).data?.items ?? [],
  });
  const end = async (session: string) => {
    await api.DELETE('/v1/sessions/{session}', { params: { path: { session } } });
    await queryClient.invalidateQueries({ queryKey: ['sessions'] });
  };
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="xs">
        {say('sessions')}
      </Title>
      <Table.ScrollContainer minWidth={560}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('begun')}</Table.Th>
              <Table.Th>{say('lastSeen')}</Table.Th>
              <Table.Th>{say('from')}</Table.Th>
              <Table.Th>{say('end')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sessions.map(({ id, isThisOne, begunAt, lastSeenAt, address, userAgent }) => (
              <Table.Tr key={id}>
                <Table.Td>{begunAt && saidInstant(begunAt, language)}</Table.Td>
                <Table.Td>{saidInstant(lastSeenAt, language)}</Table.Td>
                <Table.Td>
                  <bdi dir="ltr">{address}</bdi>
                  <Text size="xs" c="dimmed" dir="ltr">
                    {userAgent}
                  </Text>
                </Table.Td>
                <Table.Td>
                  {isThisOne ? (
                    say('thisSession')
                  ) : (
                    <Button size="xs" variant="default" onClick={() => void end(id)}>
                      {say('end')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
