import type { Path, PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';

/** Whatever the registry points at exists, and what it asks for it also offers. */
export function checkRegistry(pack: PackContent, source: PolicySource): Problem[] {
  const { contacts, readers, interests, selfRegistration, defaultClass } = pack.registry;
  const roles = (path: Path, named: string[]) => unknownAmong(path, named, 'role', pack.roles);
  const faults = [
    ...roles(['registry', 'readers', 'roles'], readers.roles),
    ...roles(['registry', 'interests', 'readers'], interests?.readers ?? []),
    ...unknownAmong(
      ['registry', 'interests', 'classes'],
      interests?.classes ?? [],
      'customer class',
      pack.customerClasses,
    ),
    ...unknownAmong(
      ['registry', 'defaultClass', 'class'],
      defaultClass ? [defaultClass.class] : [],
      'customer class',
      pack.customerClasses,
    ),
    ...unknownAmong(
      ['registry', 'selfRegistration', 'classes'],
      selfRegistration?.classes ?? [],
      'customer class',
      pack.customerClasses,
    ),
    ...selfRegistrationFaults(pack),
  ];
  const notOffered = contacts.needsOneOf.flatMap((kind, at) =>
    contacts.kinds.includes(kind)
      ? []
      : [
          {
            path: ['registry', 'contacts', 'needsOneOf', at],
            message: `Contacts of kind \`${kind}\` are not offered.`,
          },
        ],
  );
  return [...notOffered, ...faults].map(({ path, message }) => source.refusal(path, message));
}

/** Customers who register themselves prove a mobile number, by a code that the message must show. */
function selfRegistrationFaults({ registry }: PackContent): { path: Path; message: string }[] {
  const { selfRegistration, contacts } = registry;
  if (!selfRegistration) return [];
  const path: Path = ['registry', 'selfRegistration'];
  const withoutCode = (['ar', 'en'] as const).filter(
    (language) => !selfRegistration.message[language].includes('{code}'),
  );
  return [
    ...withoutCode.map((language) => ({
      path: [...path, 'message', language],
      message: 'The message has no `{code}`.',
    })),
    ...(contacts.kinds.includes('mobile') ? [] : [{ path, message: 'Contacts of kind `mobile` are not offered.' }]),
  ];
}

function unknownAmong(path: Path, named: string[], kind: string, among: object): { path: Path; message: string }[] {
  return named.flatMap((name, at) =>
    Object.hasOwn(among, name)
      ? []
      : [{ path: [...path, at], message: `There is no ${kind} \`${name}\` in this pack.` }],
  );
}
