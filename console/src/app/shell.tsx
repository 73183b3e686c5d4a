import { Anchor, AppShell, Burger, Group, Loader, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useLive } from '../api/live';
import { sessionQuery } from '../api/queries';
import { useIdleEnd } from '../session/idle';
import { OwnMenu } from '../session/own-menu';
import { worksAs } from '../session/works-as';
import type { Phrase } from '../words/phrases';
import { usePick, useSay } from './language';
import { OpenByNumber } from './open-by-number';

interface Place {
  to: string;
  phrase: Phrase;
  /** Those whom the page is for; left out: everybody. */
  roles?: string[];
}

const leading = ['manager', 'quality', 'auditor'];

const places: Place[] = [
  { to: '/', phrase: 'myWork' },
  { to: '/cases', phrase: 'cases' },
  { to: '/new/complaint', phrase: 'newCase' },
  { to: '/customers', phrase: 'customers' },
  { to: '/desk', phrase: 'desk', roles: leading },
  { to: '/reports', phrase: 'reports', roles: leading },
  { to: '/people', phrase: 'people' },
  { to: '/account', phrase: 'account' },
];

/** The frame of every page behind sign-in: the organisation, where to go, a case by its number, and who is signed in. */
export function Shell() {
  const say = useSay();
  const pick = usePick();
  const [isOpen, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const { data: session } = useQuery(sessionQuery);
  useLive(session?.organisation.id);
  useIdleEnd(session?.sessionId);
  if (!session) return <Loader m="xl" aria-label={say('loading')} />;
  const isFor = ({ roles }: Place) => !roles || worksAs(session, ...roles);
  const shown = session.mustEnrol ? places.filter(({ to }) => to === '/account') : places.filter(isFor);
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 230, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <Anchor href="#content" className="skip">
        {say('skip')}
      </Anchor>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap" gap="xs" miw={0}>
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={say('menu')} />
            <Text fw={600} truncate>
              {pick(session.organisation.name)}
            </Text>
          </Group>
          <Group wrap="nowrap" gap="xs">
            <OpenByNumber />
            <OwnMenu session={session} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={say('menu')}>
        {shown.map(({ to, phrase }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={say(phrase)}
            active={pathname.replace('/console', '') === to}
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
