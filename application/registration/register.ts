/** From the form to the record change: a code proves the mobile number in between (B-04). */

import {
  codeLifeMs,
  codeTries,
  countCode,
  findRegistration,
  isRegistrationCode,
  noteConfirmed,
  noteProven,
  noteRegistration,
  type RegistrationDocument,
  registrationCodeHash,
  takeTry,
} from '../../db/access/registrations.ts';
import { readTexts, storeText } from '../../db/cases/vault.ts';
import { contentDigest, tokenKeyOf } from '../../db/derivations.ts';
import { findProgramme } from '../../db/leads/programmes.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import { ownFieldsOf } from '../../db/registry/custom-fields.ts';
import { customerActor } from '../../domain/case/command.ts';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import { openCalendar } from '../../domain/deadline/calendar.ts';
import { localText } from '../../domain/deadline/deadline.ts';
import { isMobileOf, phoneNumber } from '../../packs/phone-number.ts';
import { startRegistrationCode } from '../../temporal/registrations.ts';
import type { Call } from '../call.ts';
import { customerNumber } from '../cases/case-number.ts';
import { personToken } from '../keyed-tokens.ts';
import { mustBePublicKey } from '../public-key.ts';
import { invalid, notFound, Refused } from '../refused.ts';
import { checkedRecord } from '../registry/checked-record.ts';
import { draftForm } from '../registry/make-form.ts';
import { openRecordChange, recordChangeNumber } from '../registry/prepare.ts';
import { formField, type RegistrationBody, recordFrom, selfRegistrationOf } from './registration-body.ts';

/** Who the keys of registrations belong to. */
const principal = 'self-registration';

/** A registration with the id by which its page is found. */
export type Registration = RegistrationDocument & { id: string };

/**
 * Takes down what a customer says of themselves and has a code sent to their mobile number. Nothing is in the registry yet,
 * and it is not said whether the organisation knows them. The same key is the same registration, and one code.
 * @throws Refused `Invalid` if the form is not filled in right, `KeyReused` if the key was used for another one.
 * `TooManyRequests` if the mobile number has been written to too often today.
 */
export async function register(context: Call<unknown, RegistrationBody>): Promise<Registration> {
  const { dependencies, pack, key, body, receivedAt } = context;
  const { database, secret, temporal } = dependencies;
  const { codesPerDay } = selfRegistrationOf(pack);
  mustBePublicKey(key);
  const id = hmac(secret, ['registration', pack.id, key]).slice(0, 22);
  const bodyDigest = hmac(secret, body);
  const number = recordChangeNumber(secret, pack, principal, id);
  const record = await registrableRecord(context, receivedAt);
  const [mobile] = record.contacts;
  const phone = mobile?.value ?? '';
  // Nobody has proven it yet: a message to it costs no more than one within the country (S5).
  if (!isMobileOf(phoneNumber(phone, pack.country) ?? '', pack.country)) {
    throw invalid('mobile', 'must be a mobile number of this country');
  }

  const earlier = await findRegistration(database, pack.id, id);
  const token = personToken(tokenKeyOf(dependencies), `registration\n${phone}`);
  const counted = { organisation: pack.id, to: token, at: receivedAt, atMost: codesPerDay };
  if (!earlier && !(await countCode(database, counted))) {
    const sentence = 'This mobile number has had as many codes as it may have on one day. Try again tomorrow.';
    throw new Refused('TooManyRequests', sentence, { retryAfter: 24 * 3600 });
  }
  const registration =
    earlier ??
    (await noteRegistration(database, id, {
      ...{
        organisation: pack.id,
        bodyDigest,
        number,
        requestedAt: receivedAt,
        tries: 0,
        provenAt: null,
        confirmedAt: null,
      },
      expiresAt: new Date(Date.parse(receivedAt) + codeLifeMs).toISOString(),
      codeHash: registrationCodeHash(dependencies, pack.id, id),
    }));
  if (registration.bodyDigest !== bodyDigest) {
    throw new Refused('KeyReused', 'This Idempotency-Key was used for another registration. Use a new key.');
  }
  await storeText(database, {
    _id: `${number}/registration`,
    organisation: pack.id,
    number,
    personId: customerNumber(secret, pack.prefix, { organisation: pack.id, change: number, row: 0 }),
    createdAt: registration.requestedAt,
    content: { customer: { phone, email: body.email }, language: body.language, registration: body },
    tokens: [],
  });
  const policyVersion = pack.version;
  await startRegistrationCode(temporal, { organisation: pack.id, registration: id, number, policyVersion });
  return { ...registration, id };
}

/** The registration in the path. @throws Refused `NotFound` */
export async function registrationIn({ dependencies, pack, ids }: Call): Promise<Registration> {
  const id = ids.registration ?? '';
  const registration = await findRegistration(dependencies.database, pack.id, id);
  if (!registration) throw notFound();
  return { ...registration, id };
}

/**
 * Proves the mobile number, and opens the record change that enters the customer once it has been reviewed and approved.
 * Every try counts before it is looked at. Repeated with the right code it is the same record change.
 * @throws Refused `WrongCode`, `CodeExpired` after ten minutes or five tries.
 */
export async function confirmRegistration(context: Call<unknown, { code: string }>): Promise<Registration> {
  const { dependencies, body, receivedAt } = context;
  const { database } = dependencies;
  const registration = await registrationIn(context);
  const { id, expiresAt, tries } = registration;
  // Once it has been right a code stays so, and repeating it costs no try: what broke off can be done again.
  const isProven = (registration.provenAt ?? registration.confirmedAt) !== null;
  if (!isProven && Date.parse(receivedAt) > Date.parse(expiresAt)) throw expired();
  if (!isProven && !(await takeTry(database, registration))) throw expired();
  if (!isRegistrationCode(dependencies, registration, id, body.code)) {
    const left = Math.max(0, codeTries - tries - 1);
    throw new Refused('WrongCode', `This is not the code that was sent. It can be tried ${left} more times.`);
  }
  const confirmedAt = registration.confirmedAt ?? (await noteProven(database, registration, receivedAt));
  await prepareForm(context, registration, confirmedAt);
  await noteConfirmed(database, registration, confirmedAt);
  return { ...registration, confirmedAt };
}

function expired(): Refused {
  return new Refused('CodeExpired', 'This code is not good any more. Fill in the form again to get another one.');
}

async function prepareForm(context: Call, { id, number }: Registration, confirmedAt: string): Promise<void> {
  const { dependencies, pack } = context;
  const [entry] = await readTexts(dependencies.database, [`${number}/registration`]);
  if (!entry || entry.erased) throw notFound();
  const registration = entry.content.registration as RegistrationBody;
  const { language, programme } = registration;
  const applicant = { words: { id: entry._id, digest: entry.digest }, language };
  const opening = { actor: customerActor, principal, key: id, content: { registration: id }, receivedAt: confirmedAt };
  const record = recordFrom(pack, registration, await localDay(context, confirmedAt));
  const joins = programme ? await findProgramme(dependencies.database, pack.id, programme) : null;
  await openRecordChange(dependencies, { pack, ...opening, action: 'new', applicant }, (change) =>
    draftForm(dependencies, pack, change, {
      action: 'new',
      record,
      ...(programme ? { note: `الالتحاق بـ«${joins?.name.ar ?? programme}» (${programme})` } : {}),
    }),
  );
}

/** The organisation's local day of an instant. */
async function localDay({ dependencies, pack }: Call, at: string): Promise<string> {
  const calendar = await calendarInForce(dependencies.database, pack);
  return localText(openCalendar(calendar.calendar), at).slice(0, 10);
}

/** The record as it would be entered. @throws Refused `Invalid` which names the fields of the form. */
async function registrableRecord(context: Call<unknown, RegistrationBody>, at: string): Promise<CustomerRecord> {
  const { pack, body } = context;
  const { database } = context.dependencies;
  const { classes } = selfRegistrationOf(pack);
  const { class: asked, programme } = body;
  if (asked === undefined ? classes.length > 1 : !classes.includes(asked)) {
    throw invalid('class', `must be one of ${classes.join(', ')}`);
  }
  if (programme !== undefined && !(await findProgramme(database, pack.id, programme))) {
    throw invalid('programme', `there is no programme ${programme}`);
  }
  const own = await ownFieldsOf(database, pack.id);
  try {
    return checkedRecord(pack, own.fields, recordFrom(pack, body, await localDay(context, at)));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const errors = error.extras.errors?.map(({ path, message }) => ({ path: formField(path), message })) ?? [];
    throw new Refused('Invalid', error.message, { errors });
  }
}

function hmac(secret: string, of: unknown): string {
  return contentDigest(secret, of).toString('base64url');
}
