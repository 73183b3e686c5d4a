import { Alert, Button, Group, Loader, Stack } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { post, Refusal } from '../api/client';
import { formOf } from '../api/forms';
import { type CaseView, caseQuery, policyQuery, staffQuery } from '../api/queries';
import { useLanguage, useSay } from '../app/language';
import { notify } from '../app/notify';
import { SchemaForm } from '../forms/schema-form';
import { withoutEmpty } from '../forms/values';
import { commandName } from '../words/command-name';
import { digestToApprove } from './digest-to-approve';

interface Props {
  organisation: string;
  view: CaseView;
  command: string;
  onDone(): void;
}

/** What meets somebody else's change: the caller looks again, and what they typed stays. */
const conflicts = [409, 412];

/** The form of a command. What is typed survives a reload, and a refusal. */
export function CommandForm({ organisation, view, command, onDone }: Props) {
  const say = useSay();
  const { language } = useLanguage();
  const queryClient = useQueryClient();
  const { number, kind } = view;
  const form = useQuery({
    queryKey: ['form', kind, command],
    queryFn: () => formOf(kind, command),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data: policy } = useQuery(policyQuery(organisation));
  const { data: staff = [] } = useQuery(staffQuery(organisation));
  const [value, setValue, forget] = useSessionStorage<Record<string, unknown>>({
    key: `draft ${number} ${command}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const attempt = useRef({ said: '', key: '' });
  const send = useMutation({
    mutationFn: async () => {
      if (!form.data) throw new Error('the form has not come');
      const body = form.data.body ? (withoutEmpty(value) ?? {}) : undefined;
      const digest = form.data.ifMatch && digestToApprove(view, value);
      // The same words again are the same attempt, also after a break of the line. Other words are another one.
      const said = JSON.stringify([body, digest]);
      if (attempt.current.said !== said) attempt.current = { said, key: crypto.randomUUID() };
      const path = form.data.path.replace('{organisation}', organisation).replace('{number}', number);
      const headers = { 'Idempotency-Key': attempt.current.key, ...(digest ? { 'If-Match': `"${digest}"` } : {}) };
      return (await post(path, body, headers)) as CaseView;
    },
    onSuccess: (next) => {
      forget();
      if (next?.number === number) queryClient.setQueryData(caseQuery(organisation, number).queryKey, next);
      void queryClient.invalidateQueries({ queryKey: ['work'] });
      void queryClient.invalidateQueries({ queryKey: ['words', organisation, number] });
      notify(say('done', { what: commandName(command, language) }), true);
      onDone();
    },
    onError: (error) => {
      const isStale = error instanceof Refusal && conflicts.includes(error.problem.status);
      if (isStale) void queryClient.invalidateQueries({ queryKey: caseQuery(organisation, number).queryKey });
    },
  });
  if (!form.data) return <Loader aria-label={say('loading')} />;
  const { body } = form.data;
  const refusal = send.error instanceof Refusal ? send.error : null;
  const faults = Object.fromEntries((refusal?.problem.errors ?? []).map(({ field, says }) => [field, says]));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Stack>
        {send.error && (
          <Alert color="red" role="alert">
            {refusal?.message || say('failed')}
            {refusal && conflicts.includes(refusal.problem.status) && <div>{say('changedMeanwhile')}</div>}
          </Alert>
        )}
        {body && (
          <SchemaForm
            schema={body}
            value={value}
            onChange={setValue}
            context={{ policy, staff, view, command }}
            faults={faults}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {say('cancel')}
          </Button>
          <Button type="submit" loading={send.isPending}>
            {commandName(command, language)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
