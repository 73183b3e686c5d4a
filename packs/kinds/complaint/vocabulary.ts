import { complaint } from '../../../domain/complaint/kind.ts';
import { commandsOf, eventsOf } from '../../vocabulary/names.ts';

/** The commands of a complaint, as rights and `switchedOff` name them. None bears the name `approve` any more. */
export const commandNames = commandsOf(complaint, ['open', 'split', 'repin', 'approve']);

/** The events of a complaint that may start or stop a clock, or be told to somebody. */
export const eventNames = eventsOf(complaint, [
  'mergeAsked',
  'mergeNotTaken',
  'ticketAssigned',
  'ticketNoted',
  'windowOver',
]);
