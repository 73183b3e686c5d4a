import { commandsInArabic } from './commands';
import { asWords, type Language } from './wording';

/** The name of a command in the reader's language. */
export function commandName(command: string, language: Language): string {
  return language === 'ar' ? (commandsInArabic[command] ?? command) : asWords(command);
}
