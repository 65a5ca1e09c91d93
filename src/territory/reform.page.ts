import type { ErrorParams } from '../errors.js';
import { paths } from '../web/paths.js';
import { dayBefore, LEVELS, type Place } from './place.js';
import { placeLabel } from './place-choice.js';
import { predecessorLines } from './reform.form.js';
import type { ReformDraft, ReformKind } from './reform.js';
import type { Territory } from './tree.js';
import type { Words } from './words.js';

/** What the form of a reform is made of. */
export interface ReformForm {
  kind: ReformKind;
  typed: Record<string, unknown>;
  parts: number;
  /** What fields for places suggest. */
  places: readonly string[];
  /** What is going to happen, in sentences, and a mark by which a later press is known to mean the same. */
  preview: { sentences: string[]; seen: string } | null;
}

/** The form of a reform, with the preview once there is one. */
export function reformPage({ kind, typed, parts, places, preview }: ReformForm, words: Words): object {
  const title = words.say(`reform.${kind}`);
  const field = (i: number, name: string): unknown => typed[`part_${i}_${name}`];
  return {
    title,
    narrow: true,
    crumbs: [
      { text: words.say('title'), href: paths.territory() },
      { text: words.say('tab.successions'), href: paths.successions() },
      { text: title },
    ],
    kind,
    hint: words.say(`reform.${kind}_hint`),
    typed,
    places,
    predecessors: predecessorFields(typed, kind, words),
    many: kind === 'merge',
    split: kind === 'split',
    levels: LEVELS.map((level) => ({ value: level, text: words.level({ level }) })),
    partCount: parts,
    parts: Array.from({ length: parts }, (_, index) => {
      const i = index + 1;
      return {
        id: `part_${i}`,
        number: i,
        legend: words.say(kind === 'split' ? 'reform.part' : 'reform.successor', { number: i }),
        code: field(i, 'code'),
        name: field(i, 'name'),
        level: field(i, 'level') ?? typed.part_1_level,
        parent: field(i, 'parent') ?? typed.part_1_parent,
      };
    }),
    mains: Array.from({ length: parts }, (_, index) => ({
      value: String(index + 1),
      text: words.say('reform.part', { number: index + 1 }),
    })),
    preview,
    main: words.say(preview ? `reform.save_${kind}` : 'reform.preview'),
    act: preview ? 'save' : 'preview',
    more: { merge: words.say('reform.more_places'), split: words.say('reform.more'), rename: null, end: null }[kind],
    cancel: paths.successions(),
  };
}

function predecessorFields(typed: Record<string, unknown>, kind: ReformKind, words: Words): object[] {
  return predecessorLines(typed, kind).map((value, index) => ({
    id: index === 0 ? 'predecessors' : `predecessors-${index + 1}`,
    label: words.say(kind === 'merge' ? 'reform.predecessor_number' : 'reform.predecessor', { number: index + 1 }),
    value,
  }));
}

/** What a reform does, as an official would say it. */
export function reformSentences(draft: ReformDraft, territory: Territory, words: Words): string[] {
  const { request, predecessors, successors } = draft;
  const from = words.list(words.byName(predecessors).map(placeLabel));
  const to = words.list(
    successors.map((place) =>
      words.say(place.line === null ? 'preview.old' : 'preview.new', { name: placeLabel(place) }),
    ),
  );
  const day = words.date(request.date);
  const kind = request.lives_on ? 'give' : request.kind;
  const sentences = [words.say(`preview.${kind}`, { day, from, to })];
  if (request.lives_on) return [...sentences, words.say('preview.keeps', { from })];
  const main = successors[request.main] ?? successors[0];
  const count = childrenOf(draft, territory);
  const target = main ? placeLabel(main) : words.say('preview.parent');
  return [
    ...sentences,
    words.say('preview.ends', { from, day: words.date(dayBefore(request.date)) }),
    words.say('preview.counts', { from, to: target, day }),
    ...(count > 0 ? [words.say('preview.children', { count, to: target })] : []),
  ];
}

function childrenOf({ predecessors, request }: ReformDraft, territory: Territory): number {
  const view = territory.view(dayBefore(request.date));
  return predecessors.reduce((sum, place) => sum + view.children(place).length, 0);
}

/** What was carried out or undone, for the message after it: who went where, from which day. */
export function reformParams(
  { from, to, date }: { from: readonly Place[]; to: readonly Place[]; date: string },
  words: Words,
): ErrorParams {
  const names = (places: readonly Place[]): string => words.list(words.byName(places).map(({ name }) => name));
  return { from: names(from), to: names(to), day: words.date(date) };
}
