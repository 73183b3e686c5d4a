import { Badge, Stack, Text, Tooltip } from '@mantine/core';
import type { ClockView, WorkItem } from '../api/queries';
import { useLanguage, useSay } from '../app/language';
import { distance, saidHijri, saidInstant } from '../words/said';

type Left = NonNullable<WorkItem['timeLeft']>;

/** The clock that matters now: one that was missed and still waits, else the next to run out. */
export function urgentClock(clocks: ClockView[]): ClockView | undefined {
  const waits = clocks.filter(
    ({ state, stoppedAt, dueAt }) => dueAt && !stoppedAt && ['running', 'breached'].includes(state),
  );
  return waits.sort((one, other) => String(one.dueAt).localeCompare(String(other.dueAt)))[0];
}

/** Working time as people say it: minutes only where there is not an hour left. */
function saidTimeLeft(say: ReturnType<typeof useSay>, { workingDays: days, workingMinutes }: Left): string {
  const [hours, minutes] = [Math.floor(workingMinutes / 60), workingMinutes % 60];
  if (days > 0) return say(hours > 0 ? 'workingDaysAndHours' : 'workingDays', { days, hours });
  return hours > 0 ? say('workingHours', { hours }) : say('workingMinutes', { minutes });
}

const soonMs = 24 * 3_600_000;

/** When something is due: how long there is left, marked by a word as well as a colour, with the dates under it. */
export function Due({ clock, timeLeft }: { clock: ClockView | undefined; timeLeft?: WorkItem['timeLeft'] }) {
  const say = useSay();
  const { language } = useLanguage();
  if (!clock?.dueAt) return <Text c="dimmed">—</Text>;
  const now = Date.now();
  const { isPast, days, hours } = distance(clock.dueAt, now);
  const isLate = isPast || clock.state === 'breached';
  const isSoon = !isLate && Date.parse(clock.dueAt) - now < soonMs;
  const local = clock.dueLocal ?? clock.dueAt;
  return (
    <Stack gap={2}>
      <Text size="sm">
        {isLate && (
          <Badge color="red" variant="filled" me={6}>
            {say('late')}
          </Badge>
        )}
        {isSoon && (
          <Badge color="orange" variant="light" me={6}>
            {say('soonLate')}
          </Badge>
        )}
        {!isPast && timeLeft?.clock === clock.id
          ? saidTimeLeft(say, timeLeft)
          : say(isPast ? 'lateBy' : 'inTime', { days, hours })}
      </Text>
      <Tooltip label={saidHijri(local, language)}>
        <Text size="xs" c="dimmed">
          {saidInstant(local, language)}
        </Text>
      </Tooltip>
    </Stack>
  );
}
