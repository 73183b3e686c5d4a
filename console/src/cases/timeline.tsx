import { Alert, Group, Timeline as Line, Loader, Paper, Switch, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import eventWords from '../../generated/event-words.json';
import { type CaseView, type TimelineEvent, timelineQuery } from '../api/queries';
import { useLanguage, useSay } from '../app/language';
import { saidInstant } from '../words/said';
import { asWords, type Language } from '../words/wording';
import { useNameOf } from '../work/case-table';

function eventName(type: string, language: Language): string {
  return language === 'ar' ? ((eventWords as Record<string, string>)[type] ?? type) : asWords(type);
}

/** Everything that happened, the latest first. That a clock began or ended follows from the rest: it is shown if asked for. */
export function Timeline({ organisation, view }: { organisation: string; view: CaseView }) {
  const say = useSay();
  const { language } = useLanguage();
  const nameOf = useNameOf(organisation);
  const [withClocks, setWithClocks] = useState(false);
  const { data } = useQuery(timelineQuery(organisation, view.number, view.revision));
  if (!data) return <Loader aria-label={say('loading')} />;
  const events = (data.events as TimelineEvent[]).filter(({ type }) => withClocks || !type.startsWith('clock'));
  const isWhole = data.chainHolds && data.sealHolds;
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {say('timeline')}
        </Title>
        <Switch
          size="xs"
          label={say('clockEvents')}
          checked={withClocks}
          onChange={(event) => setWithClocks(event.currentTarget.checked)}
        />
      </Group>
      <Alert role="status" color={isWhole ? 'teal' : 'red'} py={4} mb="sm">
        {say(isWhole ? 'chainHolds' : 'chainBroken')}
      </Alert>
      <Line bulletSize={14} lineWidth={2} active={events.length}>
        {events.toReversed().map(({ sequence, type, at, by, onBehalfOf, standingInFor, data: facts }) => (
          <Line.Item key={sequence} title={eventName(type, language)}>
            <Text size="sm">
              {say('by', { name: nameOf(by) })}
              {[onBehalfOf, standingInFor]
                .filter(Boolean)
                .map((who) => ` ${say('onBehalfOf', { name: nameOf(String(who)) })}`)}
            </Text>
            {typeof facts.owner === 'string' && facts.owner !== by && <Text size="sm">{nameOf(facts.owner)}</Text>}
            <Text size="xs" c="dimmed">
              {saidInstant(at, language)}
            </Text>
          </Line.Item>
        ))}
      </Line>
    </Paper>
  );
}
