import { Button, Group, Menu, Paper, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { CaseView } from '../api/queries';
import { Dialog } from '../app/dialog';
import { useLanguage, useSay } from '../app/language';
import { commandName } from '../words/command-name';
import { mainCommands } from '../words/commands';
import { CommandForm } from './command-form';

/** How many buttons stand beside each other before the list begins. */
const mostButtons = 5;

/** What the caller may do now, as the API says: a button each for what is done all day, the rest in a list. */
export function Steps({ organisation, view }: { organisation: string; view: CaseView }) {
  const say = useSay();
  const { language } = useLanguage();
  const [chosen, setChosen] = useState<string | null>(null);
  // Files have a place of their own.
  const allowed = view.allowed.filter((command) => command !== 'attach');
  const main = mainCommands.filter((command) => allowed.includes(command)).slice(0, mostButtons);
  const others = allowed.filter((command) => !main.includes(command));
  return (
    <Paper withBorder p="md" className="no-print">
      <Title order={2} size="h5" mb="xs">
        {say('nextSteps')}
      </Title>
      {allowed.length === 0 && <Text c="dimmed">{say('noSteps')}</Text>}
      <Group gap="xs">
        {main.map((command, index) => (
          <Button key={command} variant={index === 0 ? 'filled' : 'default'} onClick={() => setChosen(command)}>
            {commandName(command, language)}
          </Button>
        ))}
        {others.length > 0 && (
          <Menu>
            <Menu.Target>
              <Button variant="subtle">{say('moreSteps')}</Button>
            </Menu.Target>
            <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
              {others.map((command) => (
                <Menu.Item key={command} onClick={() => setChosen(command)}>
                  {commandName(command, language)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      <Dialog title={chosen && commandName(chosen, language)} onClose={() => setChosen(null)}>
        {chosen && <CommandForm {...{ organisation, view }} command={chosen} onDone={() => setChosen(null)} />}
      </Dialog>
    </Paper>
  );
}
