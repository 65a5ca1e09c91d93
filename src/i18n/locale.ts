export const LOCALES = ['vi', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** The language of that name, or undefined. */
export function asLocale(text: unknown): Locale | undefined {
  return LOCALES.find((locale) => locale === text);
}
