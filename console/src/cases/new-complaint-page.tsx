import { Alert, Button, Loader, Paper, Stack, Title } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { post, Refusal } from '../api/client';
import { formNamed } from '../api/forms';
import { type CaseView, policyQuery, sessionQuery, staffQuery } from '../api/queries';
import { useSay } from '../app/language';
import { SchemaForm } from '../forms/schema-form';
import { withoutEmpty } from '../forms/values';

/** What a customer says at the counter or on the telephone, written down by somebody on the staff. */
export function NewComplaintPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const organisation = session?.organisation.id ?? '';
  const enabled = Boolean(organisation);
  const { data: policy } = useQuery({ ...policyQuery(organisation), enabled });
  const { data: staff = [] } = useQuery({ ...staffQuery(organisation), enabled });
  const form = useQuery({ queryKey: ['form', 'openComplaint'], queryFn: () => formNamed('openComplaint') });
  const [value, setValue, forget] = useSessionStorage<Record<string, unknown>>({
    key: 'draft new complaint',
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const attempt = useRef({ said: '', key: '' });
  const open = useMutation({
    mutationFn: async () => {
      const body = withoutEmpty(value) ?? {};
      const said = JSON.stringify(body);
      if (attempt.current.said !== said) attempt.current = { said, key: crypto.randomUUID() };
      const path = `/v1/organisations/${organisation}/complaints`;
      return (await post(path, body, { 'Idempotency-Key': attempt.current.key })) as CaseView;
    },
    onSuccess: ({ number }) => {
      forget();
      void navigate({ to: '/cases/$number', params: { number } });
    },
  });
  if (!form.data?.body || !policy) return <Loader aria-label={say('loading')} />;
  const refusal = open.error instanceof Refusal ? open.error : null;
  const faults = Object.fromEntries((refusal?.problem.errors ?? []).map(({ field, says }) => [field, says]));
  const category = String(value.category ?? '');
  return (
    <Paper withBorder p="md" maw={720}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate();
        }}
      >
        <Stack>
          <Title order={1} size="h3">
            {say('newCase')}
          </Title>
          {open.error && (
            <Alert color="red" role="alert">
              {refusal?.message || say('failed')}
            </Alert>
          )}
          <SchemaForm
            schema={form.data.body}
            value={value}
            onChange={setValue}
            context={{ policy, staff, command: 'open', category }}
            faults={faults}
          />
          <Button type="submit" loading={open.isPending}>
            {say('open')}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
