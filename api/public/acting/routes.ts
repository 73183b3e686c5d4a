import { z } from 'zod';
import { askForCode, grantFor } from '../../../application/complaints/customer/contact-code.ts';
import { CustomerView } from '../../../application/complaints/customer/customer-view.ts';
import { type Route, route } from '../../http/route.ts';
import { wantsPage } from '../page-frame.ts';
import { Code, GrantView, SentCodeView } from '../tracking/contact-code-views.ts';
import { trackedPage } from '../tracking/tracking.ts';
import { ActBody, act, actFromForm, attachByPage } from './act.ts';
import { after, askedForCode, byNewLink, shownWith } from './after.ts';

const link = '{number}/follow/{secret}';
/** The link of a representative, who has a contact, a code and rights of their own. */
const ofRepresentative = '{number}/represent/{representative}/{secret}';

/**
 * What a customer does by the link of a message: a code to the contact that the case has, then each act that is allowed.
 * A GET changes nothing: a preview or a scanner of mail does not act (S9).
 */
export function actingRoutes(base: string): Route[] {
  return [
    askRoute(`${base}/${link}/code`, 'askForCustomerCode'),
    proveRoute(`${base}/${link}/grant`, 'proveCustomerCode'),
    actRoute(`${base}/${link}`, 'actAsCustomer'),
    askRoute(`${base}/${ofRepresentative}/code`, 'askForRepresentativeCode'),
    proveRoute(`${base}/${ofRepresentative}/grant`, 'proveRepresentativeCode'),
    actRoute(`${base}/${ofRepresentative}`, 'actAsRepresentative'),
    attachRoute(`${base}/${link}/attach`),
  ];
}

const askRoute = (path: string, operationId: string) =>
  route({
    method: 'post',
    path,
    operationId,
    summary: 'Have a code sent to the contact that the complaint has: whoever has link and code may act (S9)',
    tag: 'public',
    permission: 'anybody',
    idempotent: true,
    body: z.strictObject({}),
    fromForm: () => ({}),
    examples: { code: { summary: 'A code, please', value: {} } },
    replies: {
      201: { description: 'It is on its way.', schema: SentCodeView },
      303: { description: 'The same for a browser: the page of the link, which asks for it.' },
    },
    handle: (context) =>
      shownWith(context, {}, async (known) => {
        const sent = await askForCode(known);
        if (!wantsPage(context)) return { status: 201, body: sent };
        return { status: 303, headers: { Location: context.request.path.replace(/\/code$/, '') } };
      }),
  });

const proveRoute = (path: string, operationId: string) =>
  route({
    method: 'post',
    path,
    operationId,
    summary: 'Prove the contact by the code, five tries within ten minutes; then one may act for half an hour (S9)',
    tag: 'public',
    permission: 'anybody',
    body: z.strictObject({ code: Code }),
    fromForm: ({ code }) => ({ code }),
    examples: { code: { summary: 'The code that was sent', value: { code: '123456' } } },
    replies: { 200: { description: 'What lets one act; for a browser the page with its forms.', schema: GrantView } },
    handle: (context) =>
      shownWith(context, {}, async (known) => {
        const given = await grantFor(known, context.body.code);
        return wantsPage(context) ? trackedPage(known, { grant: given.grant }) : { status: 200, body: given };
      }),
  });

const actRoute = (path: string, operationId: string) =>
  route({
    method: 'post',
    path,
    operationId,
    summary: 'Do what the page of the link offers, with what a right code gave (F-07, F-08, F-16, G-09)',
    tag: 'public',
    permission: 'anybody',
    idempotent: true,
    body: ActBody,
    fromForm: actFromForm,
    examples: { withdraw: { summary: 'Withdraw', value: { action: 'withdraw', grant: 'l2k3j4.abc', given: {} } } },
    replies: { 200: { description: 'Where it stands now; for a browser its page.', schema: CustomerView } },
    handle: (context) => {
      const { action, grant, given } = context.body;
      return shownWith(context, { grant, action, given }, async (known) => {
        const view = await act(known, context.body);
        if (action === 'prove-contact') return byNewLink(known, view);
        return action === 'correct-contact' ? askedForCode(known, { grant }) : after(known, view, { grant });
      });
    },
  });

const attachRoute = (path: string) =>
  route({
    method: 'post',
    path,
    operationId: 'attachAsCustomer',
    summary: 'Attach a file by the page of the link (C-08)',
    tag: 'public',
    permission: 'anybody',
    upload: ['multipart/form-data'],
    query: z.object({ grant: z.string().max(200), key: z.uuid() }),
    replies: { 200: { description: 'Where it stands now; for a browser its page.', schema: CustomerView } },
    handle: (context) => {
      const { grant } = context.query;
      return shownWith(context, { grant, action: 'attach' }, async (known) =>
        after(known, await attachByPage(known, context.query), { grant }),
      );
    },
  });
