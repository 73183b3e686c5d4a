import { Alert, Badge, Grid, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, Refusal } from '../api/client';
import { type CaseView, caseQuery, policyQuery, sessionQuery } from '../api/queries';
import { useLanguage, usePick, useSay } from '../app/language';
import { worksAs } from '../session/works-as';
import { saidHijri, saidInstant } from '../words/said';
import { kinds, priorities, statuses } from '../words/states';
import { titleOfCategory, useNameOf } from '../work/case-table';
import { Attachments } from './attachments';
import { Clocks } from './clocks';
import { Differences } from './differences';
import { ReplayPanel } from './replay-panel';
import { Steps } from './steps';
import { Timeline } from './timeline';
import { WordsPanel } from './words-panel';

/** One case of any kind: what it is, what may be done, what runs out when, and everything that happened. */
export function CasePage() {
  const say = useSay();
  const { number } = useParams({ strict: false }) as { number: string };
  const { data: session } = useQuery(sessionQuery);
  const organisation = session?.organisation.id ?? '';
  const { data: view, error } = useQuery({ ...caseQuery(organisation, number), enabled: Boolean(organisation) });
  // Files ask an auditor for the same reason as words.
  const [reason, setReason] = useState('');
  const revision = view?.revision;
  const isAuditor = worksAs(session, 'auditor');
  useEffect(() => {
    if (revision === undefined) return;
    const path = { organisation, number };
    const seen = { params: { path, header: { 'Idempotency-Key': crypto.randomUUID() } }, body: { revision } };
    // What is not noted as seen stays new, and nothing else.
    api.POST('/v1/organisations/{organisation}/cases/{number}/seen', seen as never).catch(() => undefined);
  }, [organisation, number, revision]);
  if (error) return <Alert color="red">{error instanceof Refusal ? say('notFound') : say('failed')}</Alert>;
  if (!view) return <Loader aria-label={say('loading')} />;
  return (
    <Stack>
      <Head organisation={organisation} view={view} />
      <Steps organisation={organisation} view={view} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            {view.kind === 'recordChange' && <Differences organisation={organisation} view={view} />}
            <WordsPanel organisation={organisation} view={view} onShown={setReason} />
            {(!isAuditor || reason) && <Attachments organisation={organisation} view={view} reason={reason} />}
            <Timeline organisation={organisation} view={view} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <Clocks organisation={organisation} view={view} />
            {isAuditor && <ReplayPanel organisation={organisation} number={number} />}
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function Head({ organisation, view }: { organisation: string; view: CaseView }) {
  const say = useSay();
  const pick = usePick();
  const { language } = useLanguage();
  const nameOf = useNameOf(organisation);
  const { data: policy } = useQuery(policyQuery(organisation));
  const { kind, category, status, priority, owner, openedAt, round, policyVersion } = view;
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="start">
        <Stack gap={2}>
          <Title order={1} size="h3">
            {pick(titleOfCategory(policy?.titles, kind, category), category)}
          </Title>
          <Text c="dimmed">
            {pick(kinds[kind], kind)} · <bdi dir="ltr">{view.number}</bdi>
          </Text>
        </Stack>
        <Group gap="xs">
          {priority !== 'normal' && (
            <Badge color={priority === 'urgent' ? 'red' : 'orange'}>{pick(priorities[priority])}</Badge>
          )}
          {round > 1 && <Badge variant="outline">{say('round', { round })}</Badge>}
          <Badge size="lg" variant="light">
            {pick(statuses[status], status)}
          </Badge>
        </Group>
      </Group>
      <Group mt="xs" gap="lg">
        <Text size="sm">
          {say('owner')}: {owner ? nameOf(owner) : say('nobody')}
        </Text>
        <Text size="sm">
          {say('openedAt')}: {saidInstant(openedAt, language)} ({saidHijri(openedAt, language)})
        </Text>
        <Text size="sm" c="dimmed">
          {say('policyVersion', { version: policyVersion })}
        </Text>
      </Group>
    </Paper>
  );
}
