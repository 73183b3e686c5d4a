import type { ProcedurePolicy } from '../../../domain/procedure/policy.ts';
import { procedureSliceFor } from '../../../packs/kinds/procedure/pinned-policy.ts';
import { ownPack } from '../../support/samples/policies-on-disk.ts';

/** The rules that an occurrence of a procedure is pinned to. */
export function policyOf(organisation: string, id: string): ProcedurePolicy {
  const policy = procedureSliceFor(ownPack(organisation), id);
  if (!policy) throw new Error(`${organisation} has no procedure ${id}`);
  return policy;
}
