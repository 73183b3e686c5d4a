import { Alert, Button, Code, Group, Image, List, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/client';
import { readSession, type Session, sessionQuery } from '../api/queries';
import { Fault } from '../app/fault';
import { useSay } from '../app/language';

/** Adds a second factor: a code of an authenticator, read from a picture or typed, and ten codes for paper. */
export function SecondFactor({ session }: { session: Session }) {
  const say = useSay();
  const queryClient = useQueryClient();
  const [code, setCode] = useState('');
  const offer = useMutation({ mutationFn: async () => (await api.POST('/v1/session/second-factor')).data });
  const enrol = useMutation({
    async mutationFn() {
      const { data } = await api.POST('/v1/session/second-factor/confirm', { body: { code: code.trim() } });
      queryClient.setQueryData(sessionQuery.queryKey, await readSession());
      return data;
    },
  });
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    enrol.mutate();
  };
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {say('secondFactor')}
        </Title>
        {session.mustEnrol && <Alert color="orange">{say('enrolNeeded')}</Alert>}
        {session.isProven && <Text>{say('factorStands')}</Text>}
        <Fault error={enrol.error ?? offer.error} />
        {enrol.data && (
          <Alert color="teal" title={say('recoveryCodes')}>
            <List>
              {enrol.data.recoveryCodes.map((one) => (
                <List.Item key={one}>
                  <Code>{one}</Code>
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
        {!enrol.data && offer.data && (
          <form onSubmit={confirm}>
            <Stack gap="sm">
              <Text>{say('scan')}</Text>
              <Image src={`data:image/svg+xml;utf8,${encodeURIComponent(offer.data.qr)}`} alt={say('qr')} w={200} />
              <Code>{offer.data.secret}</Code>
              <Group align="end">
                <TextInput
                  label={say('code')}
                  dir="ltr"
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  value={code}
                  onChange={(event) => setCode(event.currentTarget.value)}
                />
                <Button type="submit" loading={enrol.isPending}>
                  {say('confirmCode')}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
        {!offer.data && (
          <Group>
            <Button
              variant={session.mustEnrol ? 'filled' : 'default'}
              onClick={() => offer.mutate()}
              loading={offer.isPending}
            >
              {say('addFactor')}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
