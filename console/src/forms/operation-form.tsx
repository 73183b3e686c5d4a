import { Alert, Button, Group, Loader, Stack } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { post, Refusal } from '../api/client';
import type { Form } from '../api/forms';
import { useSaidFault } from '../app/fault';
import { useSay } from '../app/language';
import type { FormContext } from './context';
import { SchemaForm } from './schema-form';
import { withoutEmpty } from './values';

interface Props {
  /** What names the form in the cache, and how it is found. */
  name: string[];
  find(): Promise<Form>;
  /** What stands in the address: organisation, number and so on. */
  ids: Record<string, string>;
  /** Under which name the browser keeps what is typed and not sent. */
  draft: string;
  context: Omit<FormContext, 'category'>;
  label: string;
  /** The digest of what the user sees, of an operation that names it. */
  digestOf?(value: Record<string, unknown>): string | undefined;
  onDone(answer: unknown): void;
  /** Somebody else's change came first: the page looks again. */
  onConflict?(): void;
  onCancel?(): void;
}

/** What meets somebody else's change: the user looks again, and what they typed stays. */
const conflicts = [409, 412];

/** The form of one operation of the API. What is typed survives a reload, and a refusal. */
export function OperationForm({ name, find, ids, draft, context, label, digestOf, ...after }: Props) {
  const say = useSay();
  const saidFault = useSaidFault();
  const form = useQuery({ queryKey: ['form', ...name], queryFn: find, staleTime: Number.POSITIVE_INFINITY });
  const [value, setValue, forget] = useSessionStorage<Record<string, unknown>>({
    key: `draft ${draft}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const attempt = useRef({ said: '', key: '' });
  const send = useMutation({
    async mutationFn() {
      if (!form.data) throw new Error('the form has not come');
      const body = form.data.body ? (withoutEmpty(value) ?? {}) : undefined;
      const digest = form.data.ifMatch && digestOf?.(value);
      // The same words again are the same attempt, also after a break of the line. Other words are another one.
      const said = JSON.stringify([body, digest]);
      if (attempt.current.said !== said) attempt.current = { said, key: crypto.randomUUID() };
      const path = form.data.path.replaceAll(/\{(\w+)\}/g, (_, id: string) => encodeURIComponent(ids[id] ?? ''));
      const headers = { 'Idempotency-Key': attempt.current.key, ...(digest ? { 'If-Match': `"${digest}"` } : {}) };
      return post(path, body, headers);
    },
    onSuccess(answer) {
      forget();
      after.onDone(answer);
    },
    onError(error) {
      if (error instanceof Refusal && conflicts.includes(error.problem.status)) after.onConflict?.();
    },
  });
  if (!form.data) return <Loader aria-label={say('loading')} />;
  const refusal = send.error instanceof Refusal ? send.error : null;
  const faults = Object.fromEntries((refusal?.problem.errors ?? []).map(({ path, message }) => [path, message]));
  const category = typeof value.category === 'string' ? { category: value.category } : {};
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Stack>
        {send.error && (
          <Alert color="red" role="alert">
            {saidFault(send.error)}
            {refusal && conflicts.includes(refusal.problem.status) && <div>{say('changedMeanwhile')}</div>}
          </Alert>
        )}
        {form.data.body && (
          <SchemaForm
            schema={form.data.body}
            {...{ value, faults }}
            onChange={setValue}
            context={{ ...context, ...category }}
          />
        )}
        <Group justify="flex-end">
          {after.onCancel && (
            <Button variant="default" onClick={after.onCancel}>
              {say('cancel')}
            </Button>
          )}
          <Button type="submit" loading={send.isPending}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
