import { Anchor, Button, FileButton, Group, List, Paper, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { paths } from '../../generated/schema';
import { api } from '../api/client';
import { type CaseView, caseQuery } from '../api/queries';
import { useSaidFault } from '../app/fault';
import { useSay } from '../app/language';
import { notify } from '../app/notify';

/** Where the files of a case are, of each kind that has some. */
const places = {
  complaint: '/v1/organisations/{organisation}/complaints/{number}',
  lead: '/v1/organisations/{organisation}/leads/{number}',
} as const satisfies Record<string, keyof paths>;

/** The files of a case: to open, and to add one. Each is checked before anybody can open it. */
export function Attachments({ view, ...more }: { organisation: string; view: CaseView; reason: string }) {
  const place = (places as Partial<Record<string, (typeof places)[keyof typeof places]>>)[view.kind];
  return place && <Files place={place} view={view} {...more} />;
}

interface Props {
  organisation: string;
  view: CaseView;
  /** Why the user looks, if they had to say so. */
  reason: string;
  place: (typeof places)[keyof typeof places];
}

function Files({ organisation, view, reason, place }: Props) {
  const say = useSay();
  const saidFault = useSaidFault();
  const queryClient = useQueryClient();
  const { number, revision } = view;
  const path = { organisation, number };
  const query = reason ? { reason } : {};
  const { data: items = [] } = useQuery({
    queryKey: ['attachments', organisation, number, revision],
    queryFn: async () => (await api.GET(`${place}/attachments`, { params: { path, query } })).data?.items ?? [],
  });
  const attach = async (file: File | null) => {
    if (!file) return;
    try {
      await api.POST(`${place}/attach`, {
        params: { path, header: { 'Idempotency-Key': crypto.randomUUID() } },
        body: { file: '' },
        bodySerializer: () => asForm(file),
      });
      notify(say('done', { what: file.name }), true);
    } catch (error) {
      notify(saidFault(error), false);
    }
    await queryClient.invalidateQueries({ queryKey: caseQuery(organisation, number).queryKey });
  };
  const address = place.replace('{organisation}', organisation).replace('{number}', number);
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {say('attachments')}
        </Title>
        {view.allowed.includes('attach') && (
          <FileButton onChange={(file) => void attach(file)}>
            {(props) => (
              <Button {...props} size="xs" variant="light">
                {say('add')}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      {items.length === 0 && <Text c="dimmed">{say('noAttachments')}</Text>}
      <List>
        {items.map(({ id, name }) => (
          <List.Item key={id}>
            <Anchor
              href={`${address}/attachments/${id}?${new URLSearchParams(reason ? { reason } : {})}`}
              download={name}
            >
              <bdi>{name}</bdi>
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}

function asForm(file: File): FormData {
  const form = new FormData();
  form.append('file', file);
  return form;
}
