import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type CaseView, policyQuery, sessionQuery, type Words, wordsQuery } from '../api/queries';
import { Fault } from '../app/fault';
import { useLanguage, usePick, useSay } from '../app/language';
import { useFieldName } from '../forms/field-name';
import { worksAs } from '../session/works-as';
import { commandName } from '../words/command-name';
import { saidInstant } from '../words/said';
import { useNameOf } from '../work/case-table';

interface Props {
  organisation: string;
  view: CaseView;
  /** They are shown, for this reason if the user had to give one. */
  onShown(reason: string): void;
}

/** What people said and wrote. Nothing is fetched before somebody asks for it: each look is recorded. */
export function WordsPanel({ organisation, view, onShown }: Props) {
  const say = useSay();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { data: session } = useQuery(sessionQuery);
  const isAuditor = worksAs(session, 'auditor');
  const words = useQuery({ ...wordsQuery(organisation, view.number, reason), enabled: isOpen });
  const isShown = words.isSuccess;
  useEffect(() => {
    if (isShown) onShown(reason);
  }, [isShown, onShown, reason]);
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        {say('words')}
      </Title>
      <Fault error={words.error} />
      {words.data ? (
        <Stack gap="sm">
          {words.data.map((entry) => (
            <Entry key={entry.id} organisation={organisation} view={view} entry={entry} />
          ))}
        </Stack>
      ) : (
        <Group align="end">
          {isAuditor && (
            <TextInput
              label={say('reasonOfLook')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          <Button
            variant="light"
            loading={words.isFetching}
            onClick={() => (isOpen ? void words.refetch() : setIsOpen(true))}
          >
            {say('showWords')}
          </Button>
          <Text size="xs" c="dimmed">
            {say('wordsHint')}
          </Text>
        </Group>
      )}
    </Paper>
  );
}

function Entry({ organisation, view, entry }: { organisation: string; view: CaseView; entry: Words }) {
  const say = useSay();
  const { language } = useLanguage();
  const nameOf = useNameOf(organisation);
  const { by, command, ...content } = entry.content ?? {};
  return (
    <div>
      <Text size="xs" c="dimmed">
        {saidInstant(entry.at, language)} {typeof command === 'string' && `· ${commandName(command, language)}`}{' '}
        {typeof by === 'string' && `· ${nameOf(by)}`}
      </Text>
      {entry.content ? (
        <Said organisation={organisation} view={view} value={content} />
      ) : (
        <Text c="dimmed">{say('erased')}</Text>
      )}
    </div>
  );
}

/** Whatever was said: texts as they are, and what has parts by the names of its parts. */
function Said({ organisation, view, value }: { organisation: string; view: CaseView; value: unknown }) {
  const say = useSay();
  const pick = usePick();
  const nameOf = useFieldName();
  const { data: policy } = useQuery(policyQuery(organisation));
  if (typeof value === 'boolean') return <Text component="span">{say(value ? 'yes' : 'no')}</Text>;
  if (typeof value !== 'object' || value === null) {
    return (
      <Text component="span" className="said" dir="auto">
        {String(value ?? '')}
      </Text>
    );
  }
  const fields = policy?.categories[view.category]?.fields;
  return Object.entries(value).map(([name, part]) => {
    const isOnlyText = name === 'text' && Object.keys(value).length === 1;
    const choice = typeof part === 'string' ? fields?.[name]?.choices?.[part]?.title : undefined;
    return (
      <div key={name}>
        {!isOnlyText && !Array.isArray(value) && (
          <Text component="span" size="sm" fw={600}>
            {pick(fields?.[name]?.title, nameOf(name))}:{' '}
          </Text>
        )}
        <Said organisation={organisation} view={view} value={choice ? pick(choice) : part} />
      </div>
    );
  });
}
