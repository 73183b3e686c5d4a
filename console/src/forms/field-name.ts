import { useLanguage } from '../app/language';
import { fieldsInArabic } from '../words/fields';
import { asWords } from '../words/wording';

/** What a field is called in the reader's language. */
export function useFieldName(): (name: string) => string {
  const { language } = useLanguage();
  return (name) => (language === 'ar' ? (fieldsInArabic[name] ?? name) : asWords(name));
}
