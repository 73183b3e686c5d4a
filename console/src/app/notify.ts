import { notifications } from '@mantine/notifications';

/** Says in the corner how something came out. It goes by itself. */
export function notify(message: string, isGood: boolean): void {
  notifications.show({ message, color: isGood ? 'teal' : 'red', withCloseButton: false });
}
