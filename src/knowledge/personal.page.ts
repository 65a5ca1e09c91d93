import type { Locale } from '../i18n/locale.js';
import { formatPercent } from '../i18n/format.js';
import { translate } from '../i18n/translate.js';
import type { AttemptResults } from '../quizzes/attempt-results.js';
import { paths } from '../web/paths.js';
import { type Moment, momentAsked } from './moments.js';
import type { Guest } from './personal-door.js';
import { type SurveyQuestions, VALUES } from './survey.js';

/** What the page knows beside who came. */
export interface PersonalState {
  results: readonly { moment: Moment; results: AttemptResults | null }[];
  /** Whether the survey is open and not answered yet. */
  survey: boolean;
  /** What a press before this page did. */
  done: string;
}

/** Where the own code is typed in. */
export function codePage(locale: Locale, typed: Record<string, unknown>): object {
  const title = translate(locale, 'knowledge.personal.code');
  return { title, heading: title, action: paths.personalCode(), value: typed.code ?? '' };
}

/** What a personal code opens now: the test to begin, to go on with, or thanks for it; and the survey. */
export function personalPage(locale: Locale, guest: Guest, { results, survey, done }: PersonalState): object {
  const say = (key: string, params = {}): string => translate(locale, `knowledge.personal.${key}`, params);
  const { code, activity, name, test } = guest;
  return {
    title: activity.title,
    heading: activity.title,
    whose: say('whose', { name }),
    thanks: thanksFor(locale, done),
    tests: results.flatMap(({ moment, results: own }) => {
      if (!test || !own) return [];
      const head = { name: translate(locale, `knowledge.moment.${moment}`), title: test.title };
      const [first] = own.attempts;
      if (first === undefined) {
        const begin = { action: paths.personalAnswers(code, moment, 'beginning'), text: say('begin') };
        return [{ ...head, about: aboutOf(locale, guest), begin }];
      }
      if (own.open !== null) {
        return [
          {
            ...head,
            about: say('resume_hint'),
            go: { href: paths.personalAnswers(code, moment), text: say('resume') },
          },
        ];
      }
      const score = first.score;
      const isTold = test.shows_score === 1 && score !== null;
      const told = isTold ? say('score', { percent: formatPercent(locale, Math.round(score / 10)) }) : say('handed_in');
      return [{ ...head, about: told }];
    }),
    none: results.length === 0 && !survey ? say('none') : null,
    survey: survey ? { href: paths.personalSurvey(code), text: say('survey'), about: say('survey_about') } : null,
  };
}

/** What is said of what was just handed in; null: nothing was. @param done `survey`, `late` (a test, after its time), a moment */
function thanksFor(locale: Locale, done: string): string | null {
  if (done === 'survey') return translate(locale, 'knowledge.personal.survey_thanks');
  if (done === 'late') return translate(locale, 'attempts.done.late');
  return momentAsked(done) ? translate(locale, 'knowledge.personal.thanks') : null;
}

function aboutOf(locale: Locale, { test }: Guest): string {
  const count = test?.quiz.items.length ?? 0;
  const minutes = test?.quiz.minutes ?? null;
  const key = minutes === null ? 'knowledge.personal.about' : 'knowledge.personal.about_minutes';
  return translate(locale, key, minutes === null ? { count } : { count, minutes });
}

/** The survey, as somebody answers it. */
export function personalSurveyPage(
  locale: Locale,
  { code, activity }: Guest,
  { statements, texts }: SurveyQuestions,
  typed: Record<string, unknown>,
): object {
  const title = translate(locale, 'knowledge.survey.title');
  return {
    title,
    heading: title,
    lede: activity.title,
    action: paths.personalSurvey(code),
    statements: statements.map((legend, at) => ({
      ...{ id: `s${at}`, legend, value: typed[`s${at}`] ?? '' },
      options: VALUES.map((value) => ({
        ...{ value: String(value), text: translate(locale, `knowledge.survey.value.${value}`) },
      })),
    })),
    texts: texts.map((label, at) => ({ id: `t${at}`, label, value: typed[`t${at}`] ?? '' })),
  };
}
