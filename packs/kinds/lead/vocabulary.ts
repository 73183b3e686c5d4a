import { lead } from '../../../domain/lead/kind.ts';
import { commandsOf, eventsOf } from '../../vocabulary/names.ts';

/** The commands of a lead, as stand-ins name them. */
export const leadCommandNames = commandsOf(lead, ['open']);

/** The events of a lead that may start or stop a clock of it, or be told to somebody. */
export const leadEventNames = eventsOf(lead, ['fundingSought', 'fundingReleased']);
