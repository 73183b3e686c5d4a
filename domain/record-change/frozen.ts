/** A form made fast: its digest, and who must approve what it asks for. */
import type { ApprovalRule } from '../approval/rule.ts';
import { readsAs } from '../case/policy.ts';
import { type FrozenForm, formDigest } from './form.ts';
import type { RecordChangePolicy } from './policy.ts';
import type { RecordChangeState } from './state.ts';

export interface Frozen extends FrozenForm {
  version: number;
  digest: string;
  rule: ApprovalRule;
}

/** The form with the digest that freezes it in this version, and who must approve it. */
export function frozen(
  { organisation, number, policy }: Pick<RecordChangeState, 'organisation' | 'number' | 'policy'>,
  form: FrozenForm,
  version: number,
): Frozen {
  const rule = form.action === 'fields' ? fieldsRule(policy, form) : policy.approval.records;
  return { ...form, version, digest: formDigest({ organisation, number, version, form: form.form }), rule };
}

/** Besides those whom the pack names, each department whose data it is agrees by one of its own people (F-04, 1.5). */
function fieldsRule(policy: RecordChangePolicy, { departments = [] }: FrozenForm): ApprovalRule {
  const { fields } = policy.approval;
  if (!readsAs({ policy }, 3) || departments.length === 0 || !('allOf' in fields)) return fields;
  const roles = fields.allOf.flatMap((one) => ('role' in one ? [one.role] : []));
  return { allOf: [...fields.allOf, ...departments.map((department) => ({ department, roles }))] };
}
