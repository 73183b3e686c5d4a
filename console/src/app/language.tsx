import { DirectionProvider } from '@mantine/core';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import { reader } from '../api/client';
import { type Phrase, phrases } from '../words/phrases';
import type { Language, Wording } from '../words/wording';

interface Chosen {
  language: Language;
  switchLanguage(): void;
}

const ChosenLanguage = createContext<Chosen>({ language: 'ar', switchLanguage: () => {} });

const kept = 'inaya-language';

/** Arabic, right to left, unless the reader has switched to English. The choice stays in this browser. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(kept) === 'en' ? 'en' : 'ar'));
  reader.language = language;
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  useEffect(() => {
    localStorage.setItem(kept, language);
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
    document.title = phrases.product[language];
  }, [language, direction]);
  const messages = useMemo(
    () => Object.fromEntries(Object.entries(phrases).map(([id, wording]) => [id, wording[language]])),
    [language],
  );
  const chosen = useMemo(
    () => ({ language, switchLanguage: () => setLanguage(language === 'ar' ? 'en' : 'ar') }),
    [language],
  );
  return (
    <ChosenLanguage.Provider value={chosen}>
      <DirectionProvider key={language} initialDirection={direction} detectDirection={false}>
        <IntlProvider locale={language === 'ar' ? 'ar-u-nu-latn' : 'en-GB'} messages={messages}>
          {children}
        </IntlProvider>
      </DirectionProvider>
    </ChosenLanguage.Provider>
  );
}

export const useLanguage = (): Chosen => useContext(ChosenLanguage);

/** Says a phrase of the console in the reader's language. */
export function useSay(): (phrase: Phrase, values?: Record<string, string | number>) => string {
  const intl = useIntl();
  return (phrase, values) => intl.formatMessage({ id: phrase }, values);
}

/** Picks the reader's language of a wording; what has none is shown by its own name. */
export function usePick(): (wording: Wording | undefined, otherwise?: string) => string {
  const { language } = useLanguage();
  return (wording, otherwise = '') => wording?.[language] ?? otherwise;
}
