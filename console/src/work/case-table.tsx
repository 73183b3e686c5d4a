import { Badge, Card, Group, Stack, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type CaseView, policyQuery, staffQuery, type WorkItem } from '../api/queries';
import { useLanguage, usePick, useSay } from '../app/language';
import { saidInstant } from '../words/said';
import { kinds, priorities, reasons, statuses } from '../words/states';
import { Due, urgentClock } from './due';

type Row = CaseView & Partial<Pick<WorkItem, 'why' | 'standingInFor' | 'news' | 'timeLeft'>>;

/** A list of cases: a table, or cards on a telephone. */
export function CaseTable({ organisation, items }: { organisation: string; items: Row[] }) {
  const say = useSay();
  const isNarrow = useMediaQuery('(max-width: 48em)');
  const hasReasons = items.some(({ why }) => why);
  if (isNarrow) {
    return (
      <Stack gap="xs">
        {items.map((item) => (
          <Card key={item.number} withBorder padding="sm">
            <Stack gap={4}>
              <Group justify="space-between">
                <CaseLink item={item} />
                <Status item={item} />
              </Group>
              <What organisation={organisation} item={item} />
              {hasReasons && <Why organisation={organisation} item={item} />}
              <Due clock={urgentClock(item.clocks)} timeLeft={item.timeLeft ?? null} />
            </Stack>
          </Card>
        ))}
      </Stack>
    );
  }
  return (
    <Table.ScrollContainer minWidth={700}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('number')}</Table.Th>
            <Table.Th>{say('category')}</Table.Th>
            {hasReasons && <Table.Th>{say('why')}</Table.Th>}
            <Table.Th>{say('due')}</Table.Th>
            <Table.Th>{say('status')}</Table.Th>
            <Table.Th>{say('owner')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.number}>
              <Table.Td>
                <CaseLink item={item} />
              </Table.Td>
              <Table.Td>
                <What organisation={organisation} item={item} />
              </Table.Td>
              {hasReasons && (
                <Table.Td>
                  <Why organisation={organisation} item={item} />
                </Table.Td>
              )}
              <Table.Td>
                <Due clock={urgentClock(item.clocks)} timeLeft={item.timeLeft ?? null} />
              </Table.Td>
              <Table.Td>
                <Status item={item} />
              </Table.Td>
              <Table.Td>
                <Person organisation={organisation} staffId={item.owner} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function CaseLink({ item }: { item: Row }) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <Stack gap={0}>
      <Group gap={6} wrap="nowrap">
        <Link to="/cases/$number" params={{ number: item.number }} className={item.news ? 'case new' : 'case'}>
          <bdi dir="ltr" className="number">
            {item.number}
          </bdi>
        </Link>
        {item.news && (
          <Badge size="xs" variant="filled">
            {say('isNew')}
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {saidInstant(item.openedAt, language)}
      </Text>
    </Stack>
  );
}

/** The category by the organisation's own name, and the kind. */
function What({ organisation, item }: { organisation: string; item: Row }) {
  const pick = usePick();
  const { data: policy } = useQuery(policyQuery(organisation));
  const { kind, category, priority } = item;
  return (
    <Stack gap={0}>
      <Text size="sm">
        {pick(titleOfCategory(policy?.titles, kind, category), category)}
        {priority !== 'normal' && (
          <Badge ms={6} size="sm" color={priority === 'urgent' ? 'red' : 'orange'} variant="light">
            {pick(priorities[priority], priority)}
          </Badge>
        )}
      </Text>
      <Text size="xs" c="dimmed">
        {pick(kinds[kind], kind)}
      </Text>
    </Stack>
  );
}

/** What the policy calls a category: complaints have categories, record changes actions, procedures their own titles. */
export function titleOfCategory(
  titles: Record<string, { ar: string; en: string }> = {},
  kind: string,
  category: string,
) {
  const under = ['categories/', 'actions/', 'procedures/', ''].map((place) => titles[`${kind}/${place}${category}`]);
  return under.find(Boolean);
}

function Why({ organisation, item }: { organisation: string; item: Row }) {
  const say = useSay();
  const pick = usePick();
  const name = useNameOf(organisation)(item.standingInFor ?? '');
  return (
    <Stack gap={0}>
      <Text size="sm">{item.why && pick(reasons[item.why], item.why)}</Text>
      {item.standingInFor && (
        <Text size="xs" c="dimmed">
          {say('standingInFor', { name })}
        </Text>
      )}
    </Stack>
  );
}

function Status({ item }: { item: Row }) {
  const pick = usePick();
  return <Badge variant="light">{pick(statuses[item.status], item.status)}</Badge>;
}

/** The name of somebody on the staff; somebody whom the directory does not show is named by their id. */
export function useNameOf(organisation: string): (staffId: string) => string {
  const say = useSay();
  const pick = usePick();
  const { data: staff = [] } = useQuery(staffQuery(organisation));
  return (staffId) => {
    if (staffId === 'system') return say('system');
    if (staffId === 'customer') return say('theCustomer');
    return pick(staff.find((one) => one.staffId === staffId)?.name, staffId);
  };
}

function Person({ organisation, staffId }: { organisation: string; staffId: string | null }) {
  const say = useSay();
  const nameOf = useNameOf(organisation);
  return <Text size="sm">{staffId ? nameOf(staffId) : say('nobody')}</Text>;
}
