import { qrPath } from '../accounts/totp.js';
import { paths } from '../web/paths.js';
import { type SetTest, type TakenCounts } from './knowledge-tests.js';
import { MOMENTS } from './moments.js';
import { type OpenedActivity, say } from './staff-door.js';
import { activityCrumbs } from '../activities/crumbs.js';

/** What the page knows beside the activity. */
export interface Overview {
  test: SetTest | undefined;
  questions: number;
  counts: TakenCounts;
  survey: { isSet: boolean; isOpen: boolean; people: number };
  mayWrite: boolean;
  publicUrl: string;
}

/** What is set up for an activity: its test, who took it, its survey, and where each is gone on with. */
export async function overviewPage({ record, words }: OpenedActivity, overview: Overview): Promise<object> {
  const { activity } = record;
  const { test, counts, mayWrite, publicUrl } = overview;
  const { code } = activity;
  const wall = new URL(paths.personalCode(), publicUrl).toString();
  return {
    title: say(words, 'title_of', { title: activity.title }),
    crumbs: [...activityCrumbs(words, activity), { text: say(words, 'title') }],
    heading: say(words, 'title'),
    lede: activity.title,
    test: test ? testPart({ record, words }, overview, test) : null,
    setHref: mayWrite ? paths.knowledgeTest(code) : null,
    codesHref: test && mayWrite ? paths.knowledgeCodes(code) : null,
    setText: say(words, test ? 'test.edit' : 'test.set'),
    reportHref: test && counts.before.handed_in + counts.after.handed_in > 0 ? paths.knowledgeReport(code) : null,
    survey: surveyPart({ record, words }, overview),
    wall: test && mayWrite ? { address: wall, ...(await qrPath(wall)) } : null,
  };
}

function testPart({ record, words }: OpenedActivity, { questions, counts, mayWrite }: Overview, test: SetTest): object {
  const { code } = record.activity;
  return {
    title: test.title,
    about: say(words, 'test.about', { count: questions, mark: String(test.quiz.pass_mark) }),
    columns: ['moment', 'state', 'handed_in', 'open'].map((name) => ({ text: say(words, `column.${name}`) })),
    rows: MOMENTS.map((moment) => {
      const { handed_in, open, paper } = counts[moment];
      const isOpen = (moment === 'before' ? test.before_open : test.after_open) === 1;
      const sub = paper > 0 ? { sub: say(words, 'of_paper', { count: paper }) } : {};
      return {
        cells: [
          { text: say(words, `moment.${moment}`) },
          { text: say(words, isOpen ? 'phone_open' : 'phone_closed') },
          { text: words.num(handed_in), ...sub },
          { text: words.num(open) },
        ],
      };
    }),
    acts: mayWrite
      ? MOMENTS.map((moment) => {
          const isOpen = (moment === 'before' ? test.before_open : test.after_open) === 1;
          return {
            ...{ moment, name: say(words, `moment.${moment}`), opening: paths.knowledgeOpening(code) },
            state: isOpen ? 'closed' : 'open',
            openText: say(words, isOpen ? 'close_phone' : 'open_phone'),
            sheetsHref: paths.knowledgeSheets(code, { moment }),
            blankHref: paths.knowledgeSheets(code, { moment, form: 'blank' }),
            answersHref: paths.knowledgeAnswers(code, moment),
          };
        })
      : [],
  };
}

function surveyPart({ record, words }: OpenedActivity, { survey, mayWrite }: Overview): object {
  const { code } = record.activity;
  const { isSet, isOpen, people } = survey;
  const state = isOpen ? 'phone_open' : 'phone_closed';
  return {
    about: isSet
      ? `${say(words, state)}. ${say(words, 'survey.people', { count: people })}`
      : say(words, 'survey.none'),
    editHref: mayWrite ? paths.knowledgeSurvey(code) : null,
    editText: say(words, isSet ? 'survey.edit' : 'survey.set'),
    paperHref: isSet && mayWrite ? paths.knowledgeSurveyPaper(code) : null,
    resultsHref: isSet ? paths.knowledgeSurveyResults(code) : null,
  };
}
