import { unitOf } from '../../../../domain/deadline/sum-of-amounts.ts';
import type { PolicySource } from '../../../load/policy-source.ts';
import type { Problem } from '../../../load/problem.ts';
import type { PackContent } from '../../../schema/pack.ts';
import { rightsIn } from '../../pinned-policy.ts';
import { complaintClocks } from '../parts.ts';
import { complaintRights } from '../pinned-policy.ts';

/** A clock is extended by an amount that can be added to it, and the customer is told. */
export function checkExtensions(pack: PackContent, source: PolicySource): Problem[] {
  const { switchedOff, notices } = pack.kinds.complaint;
  const isOff = switchedOff.includes('extend');
  const isTold = notices.some(({ on, to, when }) => on === 'extended' && to === 'customer' && !when);
  return complaintClocks(pack).flatMap(({ path, part, name }) => {
    if (!part.extension) return [];
    const at = [...path, 'extension'];
    if (unitOf(part.extension) !== unitOf(part.due)) {
      const units = `${unitOf(part.extension)}, its \`due\` in ${unitOf(part.due)}`;
      return [source.refusal(at, `Clock \`${name}\` is extended in ${units}: one unit is needed.`)];
    }
    if (isOff) return [source.warning(at, `Clock \`${name}\` can never be extended: \`extend\` is switched off.`)];
    return isTold
      ? []
      : [source.refusal(at, `Clock \`${name}\` can be extended, but no notice on \`extended\` tells the customer.`)];
  });
}

/** Who is assigned automatically may own a complaint. */
export function checkAssignment(pack: PackContent, source: PolicySource): Problem[] {
  const { assignment } = pack.kinds.complaint;
  if (assignment.mode === 'none') return [];
  const path = ['kinds', 'complaint', 'assignment', 'among'];
  const { among } = assignment;
  if (!pack.roles[among]) return [source.refusal(path, `There is no role \`${among}\` in this pack.`)];
  // A case can only belong to somebody who may act on it (G-04); an earlier pack stays as it was published.
  if (pack.reading !== 3 || rightsIn(pack, 'complaint', complaintRights)[among]?.commands.answer) return [];
  return [source.refusal(path, `\`${among}\` may answer nothing: nobody of it can own a complaint.`)];
}
