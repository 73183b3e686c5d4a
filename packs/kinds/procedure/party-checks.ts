/** What must hold of the parties of a procedure: people who are named when somebody starts it. */
import type { Procedure, ProcedureStep } from './schema.ts';
import { type Fault, isSigned } from './steps.ts';

/** What is wrong with the parties of a procedure. */
export function faultsOfParties({ parties = {}, steps, trigger: { calendar, event } }: Procedure): string[] {
  const used = new Set(Object.values(steps).map(({ party }) => party));
  const names = Object.keys(parties);
  return [
    ...(names.length > 0 && (calendar || event)
      ? ['What starts by itself names nobody: a procedure with parties has no `calendar` and no `event`.']
      : []),
    ...names.filter((name) => !used.has(name)).map((name) => `No step is for the party \`${name}\`.`),
  ];
}

/** What is wrong with one step in this regard. */
export function faultsOfPartyOf({ parties = {} }: Procedure, step: ProcedureStep): Fault[] {
  const { party, by, roles, need, do: kind } = step;
  if (party === undefined) return [];
  const role = Object.hasOwn(parties, party) ? parties[party]?.role : undefined;
  const faults: [boolean, string][] = [
    [role === undefined, 'is for a party that its procedure does not have'],
    [role !== undefined && !roles.includes(role), `is for a person who may lack its roles: name \`${role}\``],
    [by !== undefined, 'is for two people: `by` or `party`, not both'],
    [isSigned(step) && need !== undefined && need !== 'one-of', 'is signed by one person: `need` is for roles'],
    [kind === 'acknowledge', 'asks everybody of its roles, so it is no one person’s'],
  ];
  return faults.flatMap(([isFault, message]): Fault[] => (isFault ? [[['party'], message]] : []));
}
