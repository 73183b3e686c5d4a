import { ownFieldsOf } from '../../db/registry/custom-fields.ts';
import type { Pack, Wording } from '../../packs/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { selfRegistrationOf } from './registration-body.ts';

/** One field of the form, as the page shows it and clients may. */
export interface AskedField {
  name: string;
  title: Wording;
  type: 'text' | 'tel' | 'email' | 'hidden';
  required: boolean;
  choices: { code: string; title: Wording }[] | null;
}

const titled = (parts: Record<string, { title: Wording }>) =>
  Object.entries(parts).map(([code, { title }]) => ({ code, title }));

/** What an organisation asks of those who register themselves: what every record has, and its own fields (B-04, F-04). */
export async function askedFields({ database }: Dependencies, pack: Pack): Promise<AskedField[]> {
  const { classes } = selfRegistrationOf(pack);
  const own = await ownFieldsOf(database, pack.id);
  const field = (name: string, ar: string, en: string, change: Partial<AskedField> = {}): AskedField => ({
    ...{ name, title: { ar, en }, type: 'text', required: true, choices: null },
    ...change,
  });
  const extra: Record<Pack['registry']['required'][number], AskedField> = {
    nameLatin: field('nameLatin', 'الاسم بالأحرف اللاتينية', 'Name in Latin letters'),
    nationalNumber: field('nationalNumber', 'رقم الهوية', 'National number'),
    preferredChannel: field('preferredChannel', 'وسيلة التواصل المفضلة', 'How we should contact you', {
      choices: titled(pack.channels),
    }),
  };
  const known = titled(pack.customerClasses).filter(({ code }) => classes.includes(code));
  return [
    field('name', 'الاسم الكامل', 'Full name'),
    field('mobile', 'رقم الجوال', 'Mobile number', { type: 'tel' }),
    field('email', 'البريد الإلكتروني', 'E-mail', { type: 'email', required: false }),
    ...pack.registry.required.map((name) => extra[name]),
    ...(known.length > 1 ? [field('class', 'صفة التسجيل', 'You register as', { choices: known })] : []),
    ...own.fields.map(({ name, title, required, choices }) =>
      field(`field.${name}`, title.ar, title.en, { required, choices }),
    ),
    field('language', 'لغة الرسائل', 'Language of messages', {
      choices: [
        { code: 'ar', title: { ar: 'العربية', en: 'Arabic' } },
        { code: 'en', title: { ar: 'الإنجليزية', en: 'English' } },
      ],
    }),
    field('programme', 'البرنامج', 'Programme', { type: 'hidden', required: false }),
  ];
}
