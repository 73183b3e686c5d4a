import { Anchor, Group, Paper, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { formNamed } from '../api/forms';
import { type CaseView, policyQuery, sessionQuery, staffQuery } from '../api/queries';
import { usePick, useSay } from '../app/language';
import { OperationForm } from '../forms/operation-form';
import { kinds } from '../words/states';

/** What people begin by hand, by the operation that begins it. Everything else begins by itself, or inside a case. */
const openings: Record<string, string> = {
  complaint: 'openComplaint',
  recordChange: 'prepareRecordChange',
  lead: 'openLead',
  procedure: 'startProcedure',
  surveyCycle: 'startSurveyCycle',
};

/** A new case of a kind. What a customer says at the counter or on the telephone is the first of them. */
export function OpeningPage() {
  const say = useSay();
  const pick = usePick();
  const navigate = useNavigate();
  const { kind } = useParams({ strict: false }) as { kind: string };
  const { data: session } = useQuery(sessionQuery);
  const organisation = session?.organisation.id ?? '';
  const enabled = Boolean(organisation);
  const { data: policy } = useQuery({ ...policyQuery(organisation), enabled });
  const { data: staff = [] } = useQuery({ ...staffQuery(organisation), enabled });
  const operation = openings[kind] ?? 'openComplaint';
  const places = Object.keys(policy?.titles ?? {});
  // An organisation has the kinds that its policy speaks of.
  const has = Object.keys(openings).filter((one) => places.some((place) => place.startsWith(`${one}/`)));
  return (
    <Stack maw={720}>
      <Title order={1} size="h3">
        {say('newCase')}: {pick(kinds[kind], kind)}
      </Title>
      <Group gap="md" component="nav" aria-label={say('kind')}>
        {has.map((one) => (
          <Anchor key={one} component={Link} to={`/new/${one}`} aria-current={one === kind ? 'page' : undefined}>
            {pick(kinds[one], one)}
          </Anchor>
        ))}
      </Group>
      <Paper withBorder p="md">
        <OperationForm
          key={operation}
          name={[operation]}
          find={() => formNamed(operation)}
          ids={{ organisation }}
          draft={`new ${kind}`}
          context={{ policy, staff, command: 'open' }}
          label={say('open')}
          onDone={(answer) => void navigate({ to: '/cases/$number', params: { number: (answer as CaseView).number } })}
        />
      </Paper>
    </Stack>
  );
}
