import type { ActivityWords } from '../activities/activity-words.js';
import { formatPercent } from '../i18n/format.js';
import { groupText } from '../people/history.page.js';
import type { PresentedQuestion } from '../quizzes/presentation.js';
import { pagerIfMore, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { Gain, GainReport, GainRow, QuestionGain } from './gain.js';
import type { ActivityGain } from './gain-reports.js';
import type { SetTest } from './knowledge-tests.js';
import { knowledgeCrumbs, type OpenedActivity, say } from './staff-door.js';

/** What the report is made of. */
export interface ReportState {
  test: SetTest;
  questions: readonly PresentedQuestion[];
  report: GainReport;
}

/** The report of an activity: the answer in words, then the figures, then what is not said and why. */
export function reportPage(opened: OpenedActivity, { test, questions, report }: ReportState): object {
  const { record, words } = opened;
  const { code, title } = record.activity;
  const { gain } = report;
  const heading = say(words, 'report.title');
  return {
    title: `${heading}: ${title}`,
    crumbs: knowledgeCrumbs(words, record, heading),
    heading,
    lede: `${title}. ${test.title}.`,
    csv: paths.knowledgeReportCsv(code),
    answer: gain ? answerOf(words, gain) : say(words, 'report.too_few', { count: report.pairs }),
    status: gain ? verdictOf(gain) : 'no_baseline',
    facts: gain ? factsOf(words, gain) : [],
    unpaired: say(words, 'report.unpaired', { before: report.beforeOnly, after: report.afterOnly }),
    method: say(words, 'report.method'),
    questions: report.questions.map((each, at) => questionRow(words, questions, each, at)),
    groups: gain ? tableOf(words, report.groups, 'group', (key) => groupName(opened, key)) : null,
    places: gain ? tableOf(words, report.places, 'place', (key) => placeName(opened, key)) : null,
  };
}

/** The plan's activities that have a test, each by itself: different tests are not added up. */
export function summaryPage(
  words: ActivityWords,
  activities: readonly ActivityGain[],
  { plan, plans, ...list }: { plan: string; plans: readonly string[]; page: number; total: number },
): object {
  const columns = ['activity', 'people', 'before', 'after', 'gain'];
  return {
    title: say(words, 'title'),
    heading: say(words, 'title'),
    lede: say(words, 'summary.lede'),
    action: paths.knowledge(),
    plan,
    plans: plans.map((value) => ({ value, text: value })),
    columns: columns.map((name) => ({ text: say(words, `column.${name}`) })),
    rows: activities.map(({ code, title, test, report }) => ({
      cells: [
        { text: title, href: paths.activityKnowledge(code), sub: test },
        ...(report.gain ? gainCells(words, report.gain) : keptBack(words)),
      ],
    })),
    pager: pagerIfMore(list, pagesOf(paths.knowledge(), { plan })),
  };
}

/** A share with its sign, as points of a per cent: `+12,5`. */
export function pointsText({ locale }: ActivityWords, share: number): string {
  const tenths = Math.round(share * 1000);
  const text = formatPercent(locale, Math.abs(tenths)).slice(0, -1);
  return tenths < 0 ? `−${text}` : `+${text}`;
}

/** A share as `68,4%`. */
export function shareText({ locale }: ActivityWords, share: number): string {
  return formatPercent(locale, Math.round(share * 1000));
}

/** A group of the report by its name. */
export function groupName({ record, words }: OpenedActivity, key: string): string {
  return key === '' ? say(words, 'report.off_roster') : groupText(words.locale, record.groups, key);
}

/** A commune of the report by its name. */
export function placeName({ words }: OpenedActivity, key: string): string {
  if (key === '') return say(words, 'report.off_roster');
  return words.place(/^\d+$/.test(key) ? Number(key) : null, key).text;
}

/** Whether more is known: certainly, certainly not, or the interval leaves it open. */
function verdictOf({ interval: [low, high] }: Gain): 'met' | 'not_met' | 'uncertain' {
  if (low > 0) return 'met';
  return high < 0 ? 'not_met' : 'uncertain';
}

function answerOf(words: ActivityWords, gain: Gain): string {
  const key = { met: 'more', not_met: 'less', uncertain: 'unsure' }[verdictOf(gain)];
  const params = { count: gain.people, before: shareText(words, gain.before), after: shareText(words, gain.after) };
  return say(words, `report.${key}`, params);
}

function factsOf(words: ActivityWords, gain: Gain): object[] {
  const { people, passes, interval } = gain;
  const fact = (name: string, value: string, note?: string): object => ({
    ...{ term: say(words, `report.fact.${name}`), value },
    ...(note === undefined ? {} : { note }),
  });
  return [
    fact('people', words.num(people)),
    fact('before', shareText(words, gain.before)),
    fact('after', shareText(words, gain.after)),
    fact('gain', pointsText(words, gain.gain), rangeText(words, interval)),
    fact('passed_before', passText(words, passes.before, people)),
    fact('passed_after', passText(words, passes.after, people)),
    fact('passes', pointsText(words, (passes.after - passes.before) / people), rangeText(words, passes.interval)),
  ];
}

function rangeText(words: ActivityWords, [low, high]: [number, number]): string {
  return say(words, 'report.interval', { low: pointsText(words, low), high: pointsText(words, high) });
}

function passText(words: ActivityWords, passed: number, people: number): string {
  return say(words, 'report.passed', { count: passed, people, share: shareText(words, passed / people) });
}

function questionRow(words: ActivityWords, questions: readonly PresentedQuestion[], each: QuestionGain, at: number) {
  const title = questions[at]?.question.title ?? '';
  const [before, after] = [shareText(words, each.before), shareText(words, each.after)];
  return {
    name: `${at + 1}. ${title === '' ? each.ref : title}`,
    label: say(words, 'report.bar', { before, after }),
    before: { text: before, width: widthOf(each.before) },
    after: { text: after, width: widthOf(each.after) },
    change: pointsText(words, each.after - each.before),
  };
}

function widthOf(share: number): string {
  return `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`;
}

function tableOf(
  words: ActivityWords,
  rows: readonly GainRow[],
  first: string,
  nameOf: (key: string) => string,
): object {
  const columns = [first, 'people', 'before', 'after', 'gain'];
  const hidden = rows.filter(({ gain }) => gain === null).length;
  return {
    columns: columns.map((name) => ({ text: say(words, `column.${name}`) })),
    rows: rows
      .map(({ key, gain }) => ({ text: nameOf(key), gain }))
      .sort((a, b) => (a.text < b.text ? -1 : 1))
      .map(({ text, gain }) => ({ cells: [{ text }, ...(gain ? gainCells(words, gain) : keptBack(words))] })),
    hidden: hidden === 0 ? null : say(words, 'report.hidden', { count: hidden }),
  };
}

function gainCells(words: ActivityWords, gain: Gain): object[] {
  return [
    { text: words.num(gain.people) },
    { text: shareText(words, gain.before), sub: passText(words, gain.passes.before, gain.people) },
    { text: shareText(words, gain.after), sub: passText(words, gain.passes.after, gain.people) },
    { text: pointsText(words, gain.gain), sub: rangeText(words, gain.interval) },
  ];
}

/** Not even how many there are: few people is what must not be told. */
function keptBack(words: ActivityWords): object[] {
  return [{ text: say(words, 'report.kept_back') }, { text: '–' }, { text: '–' }, { text: '–' }];
}
