import { foldText } from '../i18n/fold.js';
import { LOCALES } from '../i18n/locale.js';
import { type Group, groupName } from '../territory/groups.js';
import type { Scope } from '../territory/scope.js';

/** What the words beside a name mean: places of the territory, and whatever else is surely nobody's name. */
export class LineWords {
  private readonly codes = new Map<string, Set<string>>();
  private readonly known: ReadonlySet<string>;

  constructor(scope: Scope, groups: readonly Group[]) {
    const { places } = scope.territory;
    for (const { id, name, code } of places) if (scope.covers(id)) this.add(code, name);
    const ofPlaces = places.flatMap(({ name, code }) => [name, code]);
    const ofGroups = groups.flatMap((group) => [group.code, ...LOCALES.map((locale) => groupName(group, locale))]);
    this.known = new Set([...ofPlaces, ...ofGroups].map(folded));
  }

  /** Whether the words are a place, also one outside the territory, or a group. */
  isKnown(words: string): boolean {
    return this.known.has(folded(words));
  }

  /** The code of the only place of the territory with a name or a code; null for none and for several. */
  codeOf(words: string): string | null {
    const [code, ...others] = this.codes.get(folded(words)) ?? [];
    return code !== undefined && others.length === 0 ? code : null;
  }

  private add(code: string, name: string): void {
    for (const words of [name, code]) {
      const key = folded(words);
      this.codes.set(key, (this.codes.get(key) ?? new Set()).add(code));
    }
  }
}

function folded(words: string): string {
  return foldText(words).trim();
}
