import { Button, Group, Paper, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import type { CaseView } from '../api/queries';
import { Fault } from '../app/fault';
import { useLanguage, useSay } from '../app/language';
import { useFieldName } from '../forms/field-name';
import { choicesInArabic } from '../words/fields';

/** What a record change would change, field by field. The look is recorded, so it is asked for. */
export function Differences({ organisation, view }: { organisation: string; view: CaseView }) {
  const say = useSay();
  const [isOpen, setIsOpen] = useState(false);
  const { data, error, isFetching } = useQuery({
    queryKey: ['differences', organisation, view.number, view.revision],
    queryFn: async () => {
      const path = { organisation, number: view.number };
      const { data: found } = await api.GET('/v1/organisations/{organisation}/record-changes/{number}/differences', {
        params: { path },
      });
      return found;
    },
    enabled: isOpen,
    retry: false,
  });
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        {say('differences')}
      </Title>
      <Fault error={error} />
      {!isOpen && (
        <Group>
          <Button variant="light" loading={isFetching} onClick={() => setIsOpen(true)}>
            {say('differences')}
          </Button>
          <Text size="xs" c="dimmed">
            {say('wordsHint')}
          </Text>
        </Group>
      )}
      {data?.entries.map(({ customer, differences, moved }) => (
        <Changes key={customer} customer={customer} differences={moved?.differences ?? differences} />
      ))}
    </Paper>
  );
}

interface Change {
  field: string;
  from?: unknown;
  to?: unknown;
}

/** One record: each field that changes, as it stands and as it would be. */
function Changes({ customer, differences }: { customer: string; differences: Change[] }) {
  const say = useSay();
  const nameOf = useFieldName();
  const said = useSaid();
  return (
    <Table layout="fixed" className="wraps">
      <Table.Caption>
        <bdi dir="ltr">{customer}</bdi>
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say('field')}</Table.Th>
          <Table.Th>{say('before')}</Table.Th>
          <Table.Th>{say('after')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {differences.map(({ field, from, to }) => (
          <Table.Tr key={field}>
            <Table.Td>{nameOf(field)}</Table.Td>
            <Table.Td dir="auto">{said(from)}</Table.Td>
            <Table.Td dir="auto">
              <strong>{said(to)}</strong>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** A value of a record as people read it: lists one after the other, parts by their names. */
function useSaid(): (value: unknown) => string {
  const say = useSay();
  const { language } = useLanguage();
  const nameOf = useFieldName();
  const said = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return '—';
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
    if (Array.isArray(value)) return value.map(said).join(' · ');
    if (typeof value !== 'object')
      return language === 'ar' ? (choicesInArabic[String(value)] ?? String(value)) : String(value);
    return Object.entries(value)
      .map(([name, part]) => (name === 'kind' || name === 'value' ? said(part) : `${nameOf(name)}: ${said(part)}`))
      .join(' ');
  };
  return said;
}
