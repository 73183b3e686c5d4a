import { Anchor, Button, Group, Loader, Paper, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { components } from '../../generated/schema';
import { api } from '../api/client';
import { sessionQuery } from '../api/queries';
import { Fault } from '../app/fault';
import { useLanguage, usePick, useSay } from '../app/language';

/** The reports of the organisation: one of a period, as it was kept or as it stands now, with its files. */
export function ReportsPage() {
  const say = useSay();
  const pick = usePick();
  const { data: session } = useQuery(sessionQuery);
  const organisation = session?.organisation.id ?? '';
  const [report, setReport] = useState<string | null>(null);
  const [from, setFrom] = useState('');
  const [asked, setAsked] = useState<{ report: string; from: string } | null>(null);
  const { data: definitions = [], error } = useQuery({
    queryKey: ['reports', organisation],
    queryFn: async () => {
      const params = { path: { organisation } };
      return (await api.GET('/v1/organisations/{organisation}/reports/definitions', { params })).data?.items ?? [];
    },
    enabled: Boolean(organisation),
    retry: false,
  });
  if (error) return <Fault error={error} />;
  return (
    <Stack>
      <Title order={1} size="h2">
        {say('reports')}
      </Title>
      <Group align="end">
        <Select
          label={say('report')}
          w={320}
          data={definitions.map(({ id, title }) => ({ value: id, label: pick(title, id) }))}
          value={report}
          onChange={setReport}
          searchable
        />
        <TextInput
          label={say('periodFrom')}
          type="date"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <Button disabled={!(report && from)} onClick={() => report && setAsked({ report, from })}>
          {say('show')}
        </Button>
      </Group>
      {asked && <OneReport organisation={organisation} {...asked} />}
    </Stack>
  );
}

function OneReport({ organisation, report, from }: { organisation: string; report: string; from: string }) {
  const say = useSay();
  const pick = usePick();
  const { language } = useLanguage();
  const { data, error } = useQuery({
    queryKey: ['report', organisation, report, from],
    queryFn: async () => {
      const params = { path: { organisation, report, from } };
      const { data: found } = await api.GET('/v1/organisations/{organisation}/reports/{report}/{from}', { params });
      // The same address gives files too, if they are asked for.
      return found as components['schemas']['Report'] | undefined;
    },
    retry: false,
  });
  if (error) return <Fault error={error} />;
  if (!data) return <Loader aria-label={say('loading')} />;
  const address = `/v1/organisations/${organisation}/reports/${report}/${from}?language=${language}`;
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {pick(data.title)}: <bdi>{data.from}</bdi> – <bdi>{data.to}</bdi>
        </Title>
        <Group gap="sm">
          {['csv', 'xlsx', 'html'].map((format) => (
            <Anchor key={format} href={`${address}&format=${format}`} target={format === 'html' ? '_blank' : undefined}>
              {format.toUpperCase()}
            </Anchor>
          ))}
        </Group>
      </Group>
      <Table mt="sm">
        <Table.Tbody>
          {data.measures.map(({ measure, title, unit, total }) => (
            <Table.Tr key={measure}>
              <Table.Th scope="row">{pick(title, measure)}</Table.Th>
              <Table.Td>
                {total.hidden ? say('hidden') : (total.value ?? '—')}{' '}
                {!total.hidden && total.value !== null && unitIn(unit, language)}
              </Table.Td>
              <Table.Td>
                <Text size="xs" c="dimmed">
                  {total.n === null ? '' : `n = ${total.n}`}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

const units: Record<string, { ar: string; en: string }> = {
  percent: { ar: '٪', en: '%' },
  minutes: { ar: 'دقيقة', en: 'minutes' },
};

const unitIn = (unit: string, language: 'ar' | 'en') => units[unit]?.[language] ?? '';
