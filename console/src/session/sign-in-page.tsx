import { Button, Container, Group, Paper, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, Refusal } from '../api/client';
import { Fault } from '../app/fault';
import { useLanguage, useSay } from '../app/language';
import { useEnter } from './enter';
import { LocalAccounts } from './local-accounts';

/** Sign-in by username and password, and by a code if the account has a second factor. */
export function SignInPage() {
  const say = useSay();
  const { switchLanguage } = useLanguage();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksForCode, setAsksForCode] = useState(false);
  const [fault, setFault] = useState<Error | null>(null);
  const enter = useEnter();
  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    setFault(null);
    try {
      await api.POST('/v1/session/browser', { body: { username, password, ...(code ? { code } : {}) } });
      await enter();
    } catch (error) {
      if (error instanceof Refusal && error.name === 'SecondFactorNeeded') setAsksForCode(true);
      else setFault(error as Error);
    }
  };
  return (
    <Container size="xs" py="xl" component="main">
      <Group justify="space-between" mb="md">
        <Title order={1}>{say('product')}</Title>
        <Button variant="subtle" onClick={switchLanguage}>
          {say('otherLanguage')}
        </Button>
      </Group>
      <Paper withBorder p="lg">
        <form onSubmit={(event) => void signIn(event)}>
          <Stack>
            <Title order={2} size="h3">
              {say('signIn')}
            </Title>
            <Fault error={fault} />
            <TextInput
              label={say('username')}
              dir="ltr"
              autoComplete="username"
              required
              value={username}
              onChange={(event) => setUsername(event.currentTarget.value)}
            />
            <PasswordInput
              label={say('password')}
              dir="ltr"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            {asksForCode && (
              <TextInput
                label={say('code')}
                dir="ltr"
                autoComplete="one-time-code"
                inputMode="numeric"
                data-autofocus
                required
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
              />
            )}
            <Button type="submit">{say('signIn')}</Button>
          </Stack>
        </form>
      </Paper>
      <LocalAccounts onEnter={enter} />
    </Container>
  );
}
