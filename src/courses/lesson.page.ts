import Handlebars from 'handlebars';
import type { ActivityWords } from '../activities/activity-words.js';
import { formatDecimal, formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { markdown } from '../web/markdown.js';
import type { Lesson } from './course-content.js';
import type { CourseMedia } from './courses.entities.js';

/** Where a file of the course is served; `save`: as a download. */
export type MediaAddress = (name: string, save?: boolean) => string;

/** What a page that shows a lesson knows. */
export interface LessonShown {
  lesson: Lesson;
  media: ReadonlyMap<string, Pick<CourseMedia, 'name' | 'media_type' | 'bytes' | 'seconds' | 'kind'>>;
  address: MediaAddress;
  locale: Locale;
}

/**
 * What a lesson shows, for `partials/lesson-body`: text, a PDF in a frame, a player with its captions, a link. Packages and
 * quizzes are conversations: whoever hosts the lesson puts them below.
 */
export function lessonBody({ lesson, media, address, locale }: LessonShown): object {
  const { body } = lesson;
  const picture = (name: string): string | null => (media.get(name)?.kind === 'picture' ? address(name) : null);
  const html = body.markdown === '' ? null : new Handlebars.SafeString(markdown(body.markdown, picture));
  const file = 'media' in body ? media.get(body.media) : undefined;
  if (body.kind === 'link') return { html, link: { href: body.url, host: URL.parse(body.url)?.host ?? body.url } };
  if (!file || body.kind === 'package') return { html };
  const download = { href: address(file.name, true), name: file.name, size: sizeText(locale, file.bytes) };
  if (body.kind === 'file') return { html, frame: { src: address(file.name), title: lesson.title }, download };
  if (body.kind !== 'video' && body.kind !== 'audio') return { html };
  const tracks = body.captions.map((captions, at) => ({
    src: address(captions.media),
    language: captions.language,
    label: translate(locale, `courses.language.${captions.language}`),
    first: at === 0,
  }));
  const player = { src: address(file.name), type: file.media_type, label: lesson.title, tracks };
  return { html, [body.kind]: player, download, length: file.seconds === null ? null : lengthText(file.seconds) };
}

/** "340 kB", "1,2 MB" */
export function sizeText(locale: Locale, bytes: number): string {
  if (bytes < 1024 * 1024) return `${formatNumber(locale, Math.max(1, Math.round(bytes / 1024)))} kB`;
  return `${formatDecimal(locale, (bytes / 1024 / 1024).toFixed(1))} MB`;
}

/** "12:05", "1:02:05" */
export function lengthText(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours === 0 ? `${minutes}:${two(rest)}` : `${hours}:${two(minutes)}:${two(rest)}`;
}

/** What a quiz asks and allows, in words: "5 câu, đạt từ 80%, 3 lượt, 20 phút". */
export function quizLine(words: Pick<ActivityWords, 't'>, { body }: Lesson): string | null {
  if (body.kind !== 'quiz') return null;
  const { items, pass_mark, attempts, minutes } = body.quiz;
  const count = items.reduce((sum, item) => sum + ('draw' in item ? item.draw : 1), 0);
  return [
    words.t('courses.quiz.questions', { count }),
    words.t('courses.quiz.passes', { percent: pass_mark }),
    attempts === null ? words.t('courses.quiz.any_attempts') : words.t('courses.quiz.attempts', { count: attempts }),
    ...(minutes === null ? [] : [words.t('courses.minutes', { count: minutes })]),
  ].join(', ');
}
