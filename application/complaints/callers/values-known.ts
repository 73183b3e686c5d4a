/** What the organisation knows of a complaint's customer, and whether an answer says the same. Nothing of it leaves this folder. */

import { readTexts } from '../../../db/cases/vault.ts';
import { tokenKeyOf } from '../../../db/derivations.ts';
import { customersByIdentities } from '../../../db/registry/customers.ts';
import type { CustomerRecord } from '../../../domain/customer/record.ts';
import { foldedText } from '../../../domain/written-text.ts';
import type { IdentityValue } from '../../../packs/kinds/complaint/schema/identification.ts';
import { phoneNumber } from '../../../packs/phone-number.ts';
import type { Call } from '../../call.ts';
import { contactIn, customerEntry, telephonesOf } from '../../cases/customer-contact.ts';
import { comparableEmail, personTokens } from '../../keyed-tokens.ts';
import { nameWords } from '../../registry/names.ts';
import { fieldsAsTheyStand } from '../fields-as-they-stand.ts';

/** A question of the policy. */
interface Question {
  of: IdentityValue | { field: string };
}

/** The values, by what they are; of a field of the form by its name. */
interface KnownValues {
  customer: Record<IdentityValue, string[]>;
  fields: Record<string, string>;
}

/** What the complaint and the registry know. A contact that several customers share leads to none of their records. */
export async function valuesKnown({ dependencies, pack, found }: Call): Promise<KnownValues> {
  const { database } = dependencies;
  const entry = await customerEntry(database, found);
  const customer = contactIn(entry);
  const registered = await customersByIdentities(database, pack.id, personTokens(tokenKeyOf(dependencies), customer));
  const [only, ...others] = registered.filter(({ mergedInto }) => mergedInto === null);
  const [kept] = only && others.length === 0 ? await readTexts(database, [only.record.id]) : [];
  const record = kept && !kept.erased ? (kept.content as unknown as CustomerRecord) : undefined;
  const contacts = (...kinds: string[]) =>
    (record?.contacts ?? []).filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value);
  const all = (...values: (string | null | undefined)[]) => values.filter((value): value is string => Boolean(value));
  return {
    customer: {
      name: all(customer.name, record?.name, record?.nameLatin),
      phone: [...telephonesOf(customer), ...contacts('mobile', 'phone')],
      email: [...all(customer.email), ...contacts('email')],
      'national-number': all(record?.nationalNumber),
      'customer-number': record ? all(only?.number) : [],
    },
    fields: await fieldsAsTheyStand(database, found),
  };
}

function valuesFor({ customer, fields }: KnownValues, { of }: Question): string[] {
  if (typeof of === 'string') return customer[of];
  const value = fields[of.field];
  return value ? [value] : [];
}

/** True if there is something that an answer to the question can be compared with. */
export function canBeAsked(known: KnownValues, question: Question): boolean {
  return valuesFor(known, question).length > 0;
}

/** True if the answer says what is known, however it is written. @param country the pack's, to which a telephone number belongs */
export function isRight(known: KnownValues, question: Question, answer: string, country: string): boolean {
  return valuesFor(known, question).some((value) => says(question.of, value, answer, country));
}

function says(of: Question['of'], value: string, answer: string, country: string): boolean {
  if (of === 'name') return saysName(value, answer);
  if (of === 'phone')
    return phoneNumber(answer, country) !== null && phoneNumber(answer, country) === phoneNumber(value, country);
  if (of === 'email') return comparableEmail(answer) === comparableEmail(value);
  const written = lettersAndDigits(answer);
  return written !== '' && written === lettersAndDigits(value);
}

const lettersAndDigits = (text: string): string => foldedText(text).replace(/[^\p{L}\p{N}]/gu, '');

/** First and last name are said, and nothing that is not in the name; names between them may be left out. */
function saysName(value: string, answer: string): boolean {
  const [known, said] = [nameWords(value), nameWords(answer)];
  const isWhole = known[0] !== undefined && known[0] === said[0] && known.at(-1) === said.at(-1);
  return isWhole && said.every((word) => known.includes(word));
}
