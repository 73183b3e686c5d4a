import { Alert, Badge, Button, Group, List, Paper, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../api/client';
import { policyQuery, sessionQuery } from '../api/queries';
import { Fault } from '../app/fault';
import { usePick, useSay } from '../app/language';
import { statuses } from '../words/states';
import { useNameOf } from '../work/case-table';

/** Customers by name, number or contact, and who calls by the number on the display. Each look is recorded. */
export function CustomersPage() {
  const say = useSay();
  const { data: session } = useQuery(sessionQuery);
  const organisation = session?.organisation.id ?? '';
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const search = (event: FormEvent) => {
    event.preventDefault();
    setAsked(typed.trim());
  };
  const isTelephone = /^[+\d\s()٠-٩-]{6,}$/.test(asked);
  return (
    <Stack>
      <Title order={1} size="h2">
        {say('customers')}
      </Title>
      <form onSubmit={search}>
        <Group align="end">
          <TextInput
            label={say('customerAsked')}
            description={say('wordsHint')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit">{say('search')}</Button>
        </Group>
      </form>
      {asked && isTelephone && <Caller organisation={organisation} telephone={asked} />}
      {asked && !isTelephone && <Found organisation={organisation} text={asked} />}
    </Stack>
  );
}

function Found({ organisation, text }: { organisation: string; text: string }) {
  const say = useSay();
  const { data, error } = useQuery({
    queryKey: ['customers', organisation, text],
    queryFn: async () => {
      const params = { path: { organisation }, query: { text } };
      return (await api.GET('/v1/organisations/{organisation}/customers', { params })).data;
    },
    retry: false,
  });
  if (error) return <Fault error={error} />;
  if (data?.items.length === 0) return <Text>{say('nothingFound')}</Text>;
  return (
    <Table>
      <Table.Tbody>
        {data?.items.map(({ number, name, status }) => (
          <Table.Tr key={number}>
            <Table.Td>
              <bdi dir="ltr">{number}</bdi>
            </Table.Td>
            <Table.Td>{name}</Table.Td>
            <Table.Td>{status !== 'active' && <Badge color="gray">{status}</Badge>}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The screen of a call: who has this number, and what of theirs is under way. */
function Caller({ organisation, telephone }: { organisation: string; telephone: string }) {
  const say = useSay();
  const pick = usePick();
  const nameOf = useNameOf(organisation);
  const { data: policy } = useQuery(policyQuery(organisation));
  const { data, error } = useQuery({
    queryKey: ['caller', organisation, telephone],
    queryFn: async () => {
      const params = { path: { organisation }, query: { telephone } };
      return (await api.GET('/v1/organisations/{organisation}/callers', { params })).data;
    },
    retry: false,
  });
  if (error) return <Fault error={error} />;
  if (!data) return null;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        {data.isShared && <Alert color="orange">{say('sharedNumber')}</Alert>}
        {data.customers.length + data.complaints.length === 0 && <Text>{say('nothingFound')}</Text>}
        <List>
          {data.customers.map(({ number, name }) => (
            <List.Item key={number}>
              {name} <bdi dir="ltr">{number}</bdi>
            </List.Item>
          ))}
        </List>
        <List>
          {data.complaints.map(({ number, category, status, owner }) => (
            <List.Item key={number}>
              <Link className="case" to="/cases/$number" params={{ number }}>
                <bdi dir="ltr">{number}</bdi>
              </Link>{' '}
              {pick(policy?.categories[category]?.title, category)} · {pick(statuses[status], status)} ·{' '}
              {owner ? nameOf(owner) : say('nobody')}
            </List.Item>
          ))}
        </List>
      </Stack>
    </Paper>
  );
}
