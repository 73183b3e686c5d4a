import { Anchor, Button, FileButton, Group, List, Paper, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Refusal, reader } from '../api/client';
import type { CaseView } from '../api/queries';
import { useSay } from '../app/language';
import { notify } from '../app/notify';

interface Attachment {
  id: string;
  name: string;
  bytes?: number;
}

/** Where the files of each kind of case are; the others have none. */
const resources: Record<string, string> = { complaint: 'complaints', lead: 'leads' };

/** The files of a case: to open, and to add one. Each is checked before anybody can open it. */
export function Attachments({ organisation, view, reason }: { organisation: string; view: CaseView; reason: string }) {
  const say = useSay();
  const queryClient = useQueryClient();
  const resource = resources[view.kind];
  const address = `/v1/organisations/${organisation}/${resource}/${view.number}`;
  const because = reason ? `?${new URLSearchParams({ reason })}` : '';
  const key = ['attachments', organisation, view.number, view.revision];
  const { data: items = [] } = useQuery({
    queryKey: key,
    queryFn: async () => {
      const response = await fetch(`${address}/attachments${because}`);
      return response.ok ? ((await response.json()) as { items: Attachment[] }).items : [];
    },
    enabled: Boolean(resource),
  });
  if (!resource) return null;
  const attach = async (file: File | null) => {
    if (!file) return;
    const body = new FormData();
    body.append('file', file);
    const headers = { 'Idempotency-Key': crypto.randomUUID(), 'Accept-Language': reader.language };
    const response = await fetch(`${address}/attach`, { method: 'POST', headers, body });
    const { detail } = response.ok ? { detail: '' } : ((await response.json()) as Refusal['problem']);
    notify(response.ok ? say('done', { what: file.name }) : (detail ?? say('failed')), response.ok);
    await queryClient.invalidateQueries({ queryKey: ['case', organisation, view.number] });
    await queryClient.invalidateQueries({ queryKey: key });
  };
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
            <Anchor href={`${address}/attachments/${id}${because}`} download={name}>
              <bdi>{name}</bdi>
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}
