import type { ToldEvent } from '../events/timeline.js';
import { timelineTable } from '../events/timeline.page.js';
import { formatNumber } from '../i18n/format.js';
import { type Group, groupName } from './groups.js';
import type { Words } from './words.js';

/** What the events of baselines tell. */
interface BaselineChange {
  group: string;
  year: number;
  before: number | null;
  after: number | null;
}

/** What was done with a place and its baselines. */
export function placeTimeline(words: Words, groups: readonly Group[], events: readonly ToldEvent[]): object {
  return timelineTable(words.locale, events, ({ kind, detail }) =>
    kind.startsWith('baseline.') ? baselineWords(words, groups, detail as unknown as BaselineChange) : '',
  );
}

/** "Giáo viên, 2025: 40 → 45" */
function baselineWords({ locale }: Words, groups: readonly Group[], change: BaselineChange): string {
  const { group: code, year, before, after } = change;
  const group = groups.find((each) => each.code === code);
  const value = (number: number | null): string => (number === null ? '–' : formatNumber(locale, number));
  return `${group ? groupName(group, locale) : code}, ${year}: ${value(before)} → ${value(after)}`;
}
