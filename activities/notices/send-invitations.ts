import { readTexts } from '../../db/cases/vault.ts';
import { findProgramme } from '../../db/leads/programmes.ts';
import type { CustomerDocument } from '../../db/registry/customer-models.ts';
import { findCustomers } from '../../db/registry/customers.ts';
import {
  addInvitations,
  dropInvitation,
  invitationHash,
  makerOf,
  ownInvitations,
} from '../../db/surveys/invitations.ts';
import { settledAmong, settleInvitee } from '../../db/surveys/survey-invitees.ts';
import { findSurvey, type Survey } from '../../db/surveys/surveys.ts';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import { surveyInvitation } from '../../packs/words/survey-invitation.ts';
import type { SurveyInvitations } from '../../workflows/messages/upkeep.ts';
import { type Delivery, dialable, ownIdentity } from './deliver-notices.ts';
import { Undeliverable } from './message.ts';

/**
 * Asks customers to answer a survey, each once: by SMS, else by e-mail (N-09). Safe to repeat: customers who are settled are
 * left alone, and a customer who is tried again gets the same link. Rejects if a gateway is away, after it has tried all.
 */
export async function sendInvitations(delivery: Delivery, request: SurveyInvitations): Promise<void> {
  const { database } = delivery;
  const { organisation, survey: id, customers } = request;
  const survey = await findSurvey(database, id);
  if (survey?.organisation !== organisation || survey.closesAt !== null) return;
  const settled = await settledAmong(database, id, customers);
  const found = await findCustomers(
    database,
    organisation,
    customers.filter((customer) => !settled.has(customer)),
  );
  const failures: string[] = [];
  for (const customer of found.filter(({ status }) => status === 'active')) {
    try {
      const outcome = await invited(delivery, request, survey, customer);
      await settleInvitee(database, { survey: id, customer: customer.number, outcome });
    } catch {
      failures.push(customer.number);
    }
  }
  if (failures.length > 0) throw new Error(`not asked yet: ${failures.length} of ${found.length}`);
}

async function invited(
  delivery: Delivery,
  { policyVersion }: SurveyInvitations,
  survey: Survey,
  { number, language, record: { id: recordId } }: CustomerDocument,
): Promise<'sent' | 'refused' | 'unreachable'> {
  const { database, ports, links, packOf } = delivery;
  const { organisation, _id } = survey;
  const [entry] = await readTexts(database, [recordId]);
  const record = entry?.content as CustomerRecord | undefined;
  if (!record) return 'unreachable';
  if (record.consents.surveys?.given === false) return 'refused';
  const pack = await packOf(organisation, policyVersion);
  const programme = await findProgramme(database, organisation, survey.programme);
  const { mailFrom: from, smsSender: sender, publicUrl = links.publicUrl } = await ownIdentity(delivery, survey);
  const { key: madeBy, secret: invitation } = await makerOf(database, ownInvitations(links, _id, number));
  const address = new URL(`/public/organisations/${organisation}/surveys/${_id}`, publicUrl);
  address.searchParams.set('invitation', invitation);
  if (language === 'en') address.searchParams.set('language', language);
  const { subject, text } = surveyInvitation(language, {
    organisation: pack.name[language],
    programme: programme?.name[language] ?? null,
    name: record.name,
    link: address.href,
  });
  const hashed = { _id: invitationHash(invitation), survey: _id, key: madeBy };
  // It is there before the link leaves.
  await addInvitations(database, [hashed]);
  const key = `invitation:${organisation}:${_id.split(':')[0]}:${number}:${survey.audience}`;
  const contactBy = (kind: CustomerRecord['contacts'][number]['kind']) =>
    record.contacts.find((contact) => contact.kind === kind)?.value;
  const [mobile, email] = [contactBy('mobile'), contactBy('email')];
  const ways = [
    ...(mobile ? [() => ports.sms({ key, to: dialable(mobile, pack), text, sender })] : []),
    ...(email ? [() => ports.email({ key, to: email, subject, text, language, from })] : []),
  ];
  for (const go of ways) {
    if (await handedOver(go)) return 'sent';
  }
  await dropInvitation(database, hashed);
  return 'unreachable';
}

/** False if it would fail again however often it is tried. */
async function handedOver(go: () => Promise<void>): Promise<boolean> {
  try {
    await go();
    return true;
  } catch (error) {
    if (error instanceof Undeliverable) return false;
    throw error;
  }
}
