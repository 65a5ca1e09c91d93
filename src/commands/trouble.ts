import { SettingsError } from '../config/settings.js';
import { asRefusal } from '../database/system-errors.js';
import { DomainError } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';

/**
 * What to say of an error that ends a program: a sentence, and below it the words of the system or the engine, which help
 * whoever looks after the machine. Null for a fault of ours: its stack is what helps then.
 */
export function troubleOf(error: unknown, locale: Locale): string | null {
  if (error instanceof SettingsError) return error.message;
  const known = asRefusal(error);
  if (known === null) return null;
  const words = error instanceof DomainError ? '' : (error as Error).message;
  return [translate(locale, `errors.${known.key}`, known.params), words].filter((line) => line !== '').join('\n');
}
