import { Badge, Button, Collapse, Group, List, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { type CaseView, type ClockView, policyQuery } from '../api/queries';
import { useLanguage, usePick, useSay } from '../app/language';
import { saidDay, saidInstant } from '../words/said';
import { clockStates } from '../words/states';
import { useNameOf } from '../work/case-table';
import { Due } from '../work/due';

/** The deadlines of a case: those that run first, each with its clause and the working of its date. */
export function Clocks({ organisation, view }: { organisation: string; view: CaseView }) {
  const say = useSay();
  const begun = view.clocks.filter(({ startedAt }) => startedAt);
  const runs = (clock: ClockView) => (clock.stoppedAt ? 1 : 0);
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        {say('clocks')}
      </Title>
      {begun.length === 0 && <Text c="dimmed">{say('noClocks')}</Text>}
      <Stack gap="md">
        {begun
          .sort((one, other) => runs(one) - runs(other))
          .map((clock) => (
            <OneClock key={clock.id} organisation={organisation} view={view} clock={clock} />
          ))}
      </Stack>
    </Paper>
  );
}

const colours: Record<string, string> = { met: 'teal', breached: 'red', running: 'blue', paused: 'gray' };

function OneClock({ organisation, view, clock }: { organisation: string; view: CaseView; clock: ClockView }) {
  const say = useSay();
  const pick = usePick();
  const { language } = useLanguage();
  const nameOf = useNameOf(organisation);
  const [isOpen, { toggle }] = useDisclosure();
  const { data: policy } = useQuery(policyQuery(organisation));
  const fired = clock.rungs.filter(({ firedAt }) => firedAt);
  return (
    <Stack gap={4}>
      <Group justify="space-between">
        <Text fw={600}>{pick(titleOfClock(policy?.titles, view, clock.id), clock.id)}</Text>
        <Badge color={colours[clock.state] ?? 'gray'} variant="light">
          {pick(clockStates[clock.state], clock.state)}
        </Badge>
      </Group>
      {clock.stoppedAt ? (
        <Text size="sm" c="dimmed">
          {clock.dueLocal && saidInstant(clock.dueLocal, language)}
        </Text>
      ) : (
        <Due clock={clock} />
      )}
      <Text size="xs" c="dimmed">
        {clock.source === 'ours' ? say('ours') : say('clause', { id: clock.source })}
      </Text>
      {fired.length > 0 && (
        <List size="xs" aria-label={say('escalations')}>
          {fired.map(({ firedAt, told }) => (
            <List.Item key={firedAt}>
              {say('firedAt', { at: saidInstant(firedAt ?? '', language) })}
              {told.length > 0 && `: ${told.map(nameOf).join('، ')}`}
            </List.Item>
          ))}
        </List>
      )}
      <Group>
        <Button size="compact-xs" variant="subtle" onClick={toggle} aria-expanded={isOpen}>
          {say('proof')}
        </Button>
      </Group>
      <Collapse expanded={isOpen}>
        {isOpen && <Proof {...{ organisation, number: view.number, clock: clock.id }} />}
      </Collapse>
    </Stack>
  );
}

/** What the policy calls a clock: of the category first, then of the kind. */
function titleOfClock(
  titles: Record<string, { ar: string; en: string }> = {},
  { kind, category }: CaseView,
  clock: string,
) {
  const id = clock.split(':')[0] ?? clock;
  const places = [
    `${kind}/categories/${category}/clocks/${id}`,
    `${kind}/clocks/${id}`,
    `${kind}/${category}/steps/${id}`,
  ];
  const exact = places.map((place) => titles[place]).find(Boolean);
  const found = Object.keys(titles).find((place) => place.startsWith(`${kind}/`) && place.endsWith(`/${id}`));
  return exact ?? (found ? titles[found] : undefined);
}

interface Day {
  day: string;
  counted: boolean;
  why?: string;
}

/** The working of a deadline as a strip of days: which counted, and why the others did not. */
function Proof({ organisation, number, clock }: { organisation: string; number: string; clock: string }) {
  const say = useSay();
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ['proof', organisation, number, clock],
    queryFn: async () => {
      const path = { organisation, number, clock };
      const { data: proof } = await api.GET('/v1/organisations/{organisation}/cases/{number}/clocks/{clock}/proof', {
        params: { path },
      });
      return proof?.answer as { dueLocal: string | null; working?: Day[] } | undefined;
    },
  });
  if (!data) return <Loader size="sm" aria-label={say('loading')} />;
  const due = data.dueLocal?.slice(0, 10);
  const said = ({ counted, why, day }: Day) => {
    if (day === due) return say('dueDay');
    if (counted) return say('counted');
    if (why === 'start') return say('startDay');
    return why === 'weekend' ? say('weekend') : (why ?? say('notCounted'));
  };
  return (
    <ol className="strip">
      {(data.working ?? []).map((day) => (
        <li key={day.day} className={day.day === due ? 'due counted' : day.counted ? 'counted' : 'skipped'}>
          {saidDay(day.day, language)}
          <br />
          {said(day)}
        </li>
      ))}
    </ol>
  );
}
