import { Grid, List, Loader, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api/client';
import { sessionQuery } from '../api/queries';
import { Fault } from '../app/fault';
import { useLanguage, usePick, useSay } from '../app/language';
import { saidInstant } from '../words/said';
import { kinds } from '../words/states';
import { useNameOf } from '../work/case-table';

/** What a manager looks at in the morning: what escalates next, who is away, and what waits for an approval (C-13). */
export function DeskPage() {
  const say = useSay();
  const pick = usePick();
  const { language } = useLanguage();
  const { data: session } = useQuery(sessionQuery);
  const organisation = session?.organisation.id ?? '';
  const nameOf = useNameOf(organisation);
  const { data: desk, error } = useQuery({
    queryKey: ['desk', organisation],
    queryFn: async () =>
      (await api.GET('/v1/organisations/{organisation}/manager-desk', { params: { path: { organisation } } })).data,
    enabled: Boolean(organisation),
    refetchInterval: 60_000,
    retry: false,
  });
  if (error) return <Fault error={error} />;
  if (!desk) return <Loader aria-label={say('loading')} />;
  return (
    <Stack>
      <Title order={1} size="h2">
        {say('desk')}
      </Title>
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Paper withBorder p="md">
            <Title order={2} size="h4" mb="xs">
              {say('escalatesNext')}
            </Title>
            {desk.rungs.length === 0 && <Text c="dimmed">{say('nothingFound')}</Text>}
            <Table.ScrollContainer minWidth={460}>
              <Table>
                <Table.Tbody>
                  {desk.rungs.map(({ number, kind, clock, rung, dueAt, owner }) => (
                    <Table.Tr key={`${number} ${clock} ${rung}`}>
                      <Table.Td>
                        <Link className="case" to="/cases/$number" params={{ number }}>
                          <bdi dir="ltr">{number}</bdi>
                        </Link>
                        <Text size="xs" c="dimmed">
                          {pick(kinds[kind], kind)}
                        </Text>
                      </Table.Td>
                      <Table.Td>{saidInstant(dueAt, language)}</Table.Td>
                      <Table.Td>{owner ? nameOf(owner) : say('nobody')}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <Paper withBorder p="md">
              <Title order={2} size="h4" mb="xs">
                {say('approvals')}
              </Title>
              {desk.approvals.length === 0 && <Text c="dimmed">{say('nothingWaits')}</Text>}
              <List>
                {desk.approvals.map((number) => (
                  <List.Item key={number}>
                    <Link className="case" to="/cases/$number" params={{ number }}>
                      <bdi dir="ltr">{number}</bdi>
                    </Link>
                  </List.Item>
                ))}
              </List>
            </Paper>
            <Paper withBorder p="md">
              <Title order={2} size="h4" mb="xs">
                {say('away')}
              </Title>
              {desk.absences.length === 0 && <Text c="dimmed">{say('nobodyAway')}</Text>}
              <List>
                {desk.absences.map(({ staffId, from, to, deputy }) => (
                  <List.Item key={`${staffId} ${from}`}>
                    {nameOf(staffId)}: {saidInstant(from, language)} – {saidInstant(to, language)}.{' '}
                    {say('deputy', { name: nameOf(deputy) })}
                  </List.Item>
                ))}
              </List>
            </Paper>
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
