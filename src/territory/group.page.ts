import { paths } from '../web/paths.js';
import { COUNTS, type Group, groupName, groupUnit } from './groups.js';
import { tabs } from './tabs.js';
import type { GroupRow } from './territory.entities.js';
import type { Words } from './words.js';

/** All groups with what they count. */
export function groupListPage(groups: readonly Group[], words: Words, mayWrite: boolean): object {
  const columns = ['name', 'code', 'counts', 'unit_word'].map((name) => ({ text: words.say(`column.${name}`) }));
  const rows = groups.map((group) => ({
    cells: [
      {
        text: groupName(group, words.locale),
        href: mayWrite && !group.built_in ? paths.group(group.code) : undefined,
        sub: group.built_in ? undefined : words.say('group.added'),
      },
      { text: group.code },
      { text: words.say(`counts.${group.counts}`) },
      { text: groupUnit(group, words.locale) },
    ],
  }));
  return {
    titleKey: 'territory.tab.groups',
    tabs: tabs(words, 'groups'),
    table: { caption: words.say('group.caption'), columns, rows },
    mayWrite,
  };
}

/** The form of a group; of one that exists only the name can be changed. */
export function groupFormPage(
  typed: Record<string, unknown>,
  words: Words,
  group?: Pick<GroupRow, 'code' | 'version'>,
): object {
  const title = words.say(group ? 'group.edit' : 'group.new');
  return {
    title,
    narrow: true,
    crumbs: [
      { text: words.say('title'), href: paths.territory() },
      { text: words.say('tab.groups'), href: paths.groups() },
      { text: title },
    ],
    typed,
    group,
    action: group ? paths.group(group.code) : paths.groupNew(),
    counts: COUNTS.map((value) => ({ value, text: words.say(`counts.${value}`) })),
  };
}
