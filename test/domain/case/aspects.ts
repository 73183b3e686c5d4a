import { expect, test } from '@jest/globals';
import { complaintAspects } from '../../../domain/complaint/aspects.ts';
import { ticketAspects } from '../../../domain/department-ticket/aspects.ts';
import { followedItemAspects } from '../../../domain/followed-item/aspects.ts';
import { type CaseKind, caseKinds, kinds } from '../../../domain/kinds.ts';
import { leadAspects } from '../../../domain/lead/aspects.ts';
import { procedureAspects } from '../../../domain/procedure/aspects.ts';
import { recordChangeAspects } from '../../../domain/record-change/aspects.ts';
import { surveyCycleAspects } from '../../../domain/survey-cycle/aspects.ts';

interface Claims {
  decisions: object;
  evolutions: object;
  windows?: { ended: object };
}

const aspectsOf: Record<CaseKind, readonly Claims[]> = {
  complaint: complaintAspects,
  departmentTicket: ticketAspects,
  followedItem: followedItemAspects,
  lead: leadAspects,
  procedure: procedureAspects,
  recordChange: recordChangeAspects,
  surveyCycle: surveyCycleAspects,
};

const twice = (names: string[]) => names.filter((name, index) => names.indexOf(name) !== index);

test.each(caseKinds)(
  'no two aspects of the kind %s decide on one command, know one event or end one window',
  (name) => {
    const aspects = aspectsOf[name];
    expect(twice(aspects.flatMap(({ decisions }) => Object.keys(decisions)))).toEqual([]);
    expect(twice(aspects.flatMap(({ evolutions }) => Object.keys(evolutions)))).toEqual([]);
    expect(twice(aspects.flatMap(({ windows }) => Object.keys(windows?.ended ?? {})))).toEqual([]);
  },
);

test.each(caseKinds)('each command that the tables of the kind %s allow is one that its aspects decide on', (name) => {
  const { rules } = kinds[name];
  const inTables = new Set([...Object.values(rules.commands).flat(), ...rules.innerCommands]);
  expect([...inTables].sort()).toEqual([...rules.commandNames].sort());
});
