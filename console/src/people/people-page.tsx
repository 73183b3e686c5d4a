import { Badge, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formNamed } from '../api/forms';
import { policyQuery, sessionQuery, staffQuery } from '../api/queries';
import { Dialog } from '../app/dialog';
import { useLanguage, usePick, useSay } from '../app/language';
import { notify } from '../app/notify';
import { OperationForm } from '../forms/operation-form';
import { saidInstant } from '../words/said';
import { memberStatuses } from '../words/states';

/** Everybody who works here: roles, departments, who is away and who stands in; and the form for an absence. */
export function PeoplePage() {
  const say = useSay();
  const pick = usePick();
  const { language } = useLanguage();
  const queryClient = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const organisation = session?.organisation.id ?? '';
  const enabled = Boolean(organisation);
  const { data: policy } = useQuery({ ...policyQuery(organisation), enabled });
  const { data: staff = [] } = useQuery({ ...staffQuery(organisation), enabled });
  const [absent, setAbsent] = useState<string | null>(null);
  const nameOf = (staffId: string) => pick(staff.find((one) => one.staffId === staffId)?.name, staffId);
  const done = () => {
    setAbsent(null);
    notify(say('done', { what: say('enterAbsence') }), true);
    void queryClient.invalidateQueries({ queryKey: ['staff', organisation] });
  };
  return (
    <Stack>
      <Title order={1} size="h2">
        {say('people')}
      </Title>
      <Table.ScrollContainer minWidth={700}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('name')}</Table.Th>
              <Table.Th>{say('roles')}</Table.Th>
              <Table.Th>{say('departments')}</Table.Th>
              <Table.Th>{say('status')}</Table.Th>
              <Table.Th>{say('absence')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {staff.map((person) => (
              <Table.Tr key={person.staffId}>
                <Table.Td>
                  {pick(person.name)}
                  <Text size="xs" c="dimmed" dir="ltr">
                    {person.staffId}
                  </Text>
                </Table.Td>
                <Table.Td>{person.roles.map((role) => pick(policy?.roles[role]?.title, role)).join('، ')}</Table.Td>
                <Table.Td>
                  {person.departments.map((one) => pick(policy?.departments[one]?.title, one)).join('، ')}
                </Table.Td>
                <Table.Td>
                  <Badge variant="light" color={person.status === 'active' ? 'teal' : 'gray'}>
                    {pick(memberStatuses[person.status], person.status)}
                  </Badge>
                </Table.Td>
                <Table.Td>
                  <Group gap="xs">
                    {person.absences.map(({ id, from, to, deputy }) => (
                      <Text key={id} size="sm">
                        {saidInstant(from, language)} – {saidInstant(to, language)}.{' '}
                        {say('deputy', { name: nameOf(deputy) })}
                      </Text>
                    ))}
                    <Button size="compact-xs" variant="subtle" onClick={() => setAbsent(person.staffId)}>
                      {say('enterAbsence')}
                    </Button>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Dialog title={absent && `${say('enterAbsence')}: ${nameOf(absent)}`} onClose={() => setAbsent(null)}>
        {absent && (
          <OperationForm
            name={['enterAbsence']}
            find={() => formNamed('enterAbsence')}
            ids={{ organisation, staffId: absent }}
            draft={`absence ${absent}`}
            context={{ policy, staff, command: 'enterAbsence' }}
            label={say('enterAbsence')}
            onDone={done}
            onCancel={() => setAbsent(null)}
          />
        )}
      </Dialog>
    </Stack>
  );
}
