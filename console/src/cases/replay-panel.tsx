import { Badge, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../generated/schema';
import { api } from '../api/client';
import { Fault } from '../app/fault';
import { useLanguage, useSay } from '../app/language';
import { saidInstant } from '../words/said';
import { useNameOf } from '../work/case-table';

type Replay = Omit<components['schemas']['Replay'], 'cases' | 'hidden'>;

const askAgainMs = 1000;

/** For auditors: the case executed again from its history, and what was found each time. */
export function ReplayPanel({ organisation, number }: { organisation: string; number: string }) {
  const say = useSay();
  const queryClient = useQueryClient();
  const path = { organisation, number };
  const key = ['replays', organisation, number];
  const { data: replays = [] } = useQuery({
    queryKey: key,
    queryFn: async () => {
      const { data } = await api.GET('/v1/organisations/{organisation}/cases/{number}/replays', { params: { path } });
      return data?.items ?? [];
    },
    refetchInterval: ({ state }) => (state.data?.some(({ endedAt }) => endedAt === null) ? askAgainMs : false),
  });
  const replay = useMutation({
    async mutationFn() {
      const header = { 'Idempotency-Key': crypto.randomUUID() };
      await api.POST('/v1/organisations/{organisation}/cases/{number}/replay', { params: { path, header }, body: {} });
      await queryClient.invalidateQueries({ queryKey: key });
    },
  });
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {say('replays')}
        </Title>
        <Button size="xs" className="no-print" loading={replay.isPending} onClick={() => replay.mutate()}>
          {say('replay')}
        </Button>
      </Group>
      <Fault error={replay.error} />
      {replays.length === 0 && <Text c="dimmed">{say('neverReplayed')}</Text>}
      <Stack gap="sm">
        {replays.map((one) => (
          <Found key={one.id} organisation={organisation} replay={one} />
        ))}
      </Stack>
    </Paper>
  );
}

function Found({ organisation, replay }: { organisation: string; replay: Replay }) {
  const say = useSay();
  const { language } = useLanguage();
  const nameOf = useNameOf(organisation);
  const { id, number: asked, askedAt, by, holds, endedAt, failed } = replay;
  const { data } = useQuery({
    queryKey: ['replay', organisation, asked, id],
    queryFn: async () => {
      const params = { path: { organisation, number: asked, replay: id } };
      return (await api.GET('/v1/organisations/{organisation}/cases/{number}/replays/{replay}', { params })).data;
    },
    enabled: endedAt !== null,
  });
  const outcome = endedAt === null ? 'replayRuns' : failed ? 'replayFailed' : holds ? 'replayHolds' : 'replayDiffers';
  return (
    <div>
      <Group gap="xs">
        <Badge variant="light" color={outcome === 'replayHolds' ? 'teal' : outcome === 'replayRuns' ? 'gray' : 'red'}>
          {say(outcome)}
        </Badge>
        <Text size="sm">
          {saidInstant(askedAt, language)} · {nameOf(by)}
        </Text>
      </Group>
      {failed && <Text size="sm">{failed}</Text>}
      <List size="sm">
        {data?.cases.map(({ number, events, deadlines, words, difference }) => (
          <List.Item key={number}>
            <bdi dir="ltr">{number}</bdi>:{' '}
            {say('replayFound', { events, deadlines: deadlines.length, words: words.of - words.changed.length })}
            {difference && <strong> {`${difference.at}, ${difference.field}`}</strong>}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
