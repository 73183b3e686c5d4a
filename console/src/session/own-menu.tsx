import { Button, Menu, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client';
import type { Session } from '../api/queries';
import { useLanguage, usePick, useSay } from '../app/language';
import { mark } from './mark';

/** Who is signed in, language and colours, and the way out. */
export function OwnMenu({ session }: { session: Session }) {
  const say = useSay();
  const pick = usePick();
  const { switchLanguage } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = async (end: () => Promise<unknown>) => {
    await end();
    queryClient.clear();
    mark.clear();
    await navigate({ to: '/sign-in' });
  };
  const endThis = () => api.DELETE('/v1/sessions/{session}', { params: { path: { session: session.sessionId } } });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" maw={{ base: 110, sm: 320 }} px="xs">
          <Text inherit truncate>
            {pick(session.name)}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session.roles.map(({ title }) => pick(title)).join('، ')}</Menu.Label>
        <Menu.Item onClick={switchLanguage}>{say('otherLanguage')}</Menu.Item>
        <Menu.Item onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>
          {say(scheme === 'dark' ? 'light' : 'dark')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void leave(endThis)}>{say('signOutHere')}</Menu.Item>
        <Menu.Item onClick={() => void leave(() => api.DELETE('/v1/session'))}>{say('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
