import { Text } from '@mantine/core';
import { useSay } from './language';

export function NotFound() {
  const say = useSay();
  return <Text p="xl">{say('nothingFound')}</Text>;
}
