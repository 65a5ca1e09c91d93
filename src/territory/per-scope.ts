import type { Locale } from '../i18n/locale.js';
import type { Scope } from './scope.js';

/**
 * Makes a list of places once for each scope and language. A scope lasts until the territory or the day is another, and
 * sorting by a dictionary is the dearest part of a short page.
 */
export function perScope<T>(make: (scope: Scope, locale: Locale) => T): (scope: Scope, locale: Locale) => T {
  const kept = new WeakMap<Scope, Map<Locale, T>>();
  return (scope, locale) => {
    const known = kept.get(scope) ?? new Map<Locale, T>();
    kept.set(scope, known);
    if (!known.has(locale)) known.set(locale, make(scope, locale));
    return known.get(locale) as T;
  };
}
