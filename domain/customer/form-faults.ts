import type { RegistryForm, RegistryWrite } from './record.ts';

/** As many customers as one form may write. */
export const mostWrites = 500;

/**
 * What is wrong with a form, a sentence each; a form with faults is neither prepared nor entered. Merging writes the
 * survivor too, so that two forms which merge two customers into each other cannot both be entered (N-19).
 */
export function formFaults({ action, writes, fields }: RegistryForm): string[] {
  if (action === 'fields') {
    return [
      ...(fields === null ? ['it does not say which fields there shall be'] : []),
      ...(writes.length > 0 ? ['a change of fields writes no customer'] : []),
    ];
  }
  const numbers = writes.map(({ customer }) => customer);
  return [
    ...(fields === null ? [] : ['only a change of fields says which fields there shall be']),
    ...(writes.length === 0 ? ['it writes nothing'] : []),
    ...(writes.length > mostWrites ? [`it writes more than ${mostWrites} customers`] : []),
    ...(new Set(numbers).size < numbers.length ? ['it writes a customer twice'] : []),
    ...writes.flatMap((write) => faultOf(write, writes)),
  ];
}

function faultOf({ customer, base, status, mergedInto }: RegistryWrite, writes: RegistryWrite[]): string[] {
  if (status !== 'merged') return mergedInto === null ? [] : [`${customer} is not merged and leads elsewhere`];
  if (base === 0) return [`${customer} is new and cannot be merged`];
  const survivor = writes.find((write) => write.customer === mergedInto);
  if (!survivor || survivor.status === 'merged') return [`${customer} is merged into nobody whom the form writes`];
  return [];
}
