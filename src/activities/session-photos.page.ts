import { PHOTO_LIMITS } from '../files/file-intake.js';
import { formatInstant } from '../i18n/format.js';
import { saidLimits } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { paths } from '../web/paths.js';
import type { Session } from './activities.entities.js';
import type { ActivityRecord } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import type { AttachedFile } from './attached-files.js';
import { sessionCrumbs } from './crumbs.js';

/** What was typed beside photos that were refused. */
export type TypedPhotos = Record<string, unknown>;

/**
 * The photos of a session with the form for more, for `partials/photos`. On them is everybody who came, children too: they
 * are shown to whoever may see the whole roster, and to nobody else (docs/privacy.md).
 * @returns null where the reader sees none
 */
export function photosPart(
  words: ActivityWords,
  { activity }: ActivityRecord,
  { number }: Session,
  photos: readonly AttachedFile[],
  typed: TypedPhotos = {},
): object | null {
  if (!maySeePhotos(words, activity.place_id)) return null;
  const mayChange = actorMay('attendance.record');
  return {
    photos: photos.map(({ id, note, author, added_at }, at) => {
      const name = words.say('photos.one', { number: words.num(at + 1) });
      return {
        href: paths.sessionPhoto(activity.code, number, id),
        src: paths.sessionPhotoPreview(activity.code, number, id),
        name,
        alt: note === null ? name : `${name}: ${note}`,
        note,
        by: words.say(author === null ? 'photos.at' : 'photos.by', {
          name: author ?? '',
          at: formatInstant(words.locale, added_at),
        }),
        removal: mayChange ? paths.sessionPhotoRemoval(activity.code, number, id) : null,
      };
    }),
    action: mayChange ? paths.sessionPhotos(activity.code, number) : null,
    note: typed.note ?? '',
    limits: saidLimits(PHOTO_LIMITS),
  };
}

/** Whether somebody who may see rosters sees the photos of an activity at a place: only of one inside the territory. */
export function maySeePhotos(words: ActivityWords, placeId: number | null): boolean {
  return actorMay('roster.read') && words.scope.covers(placeId);
}

/** The page of the photos of one session: what is wrong with what was sent is said here. */
export function sessionPhotosPage(
  words: ActivityWords,
  record: ActivityRecord,
  session: Session,
  photos: readonly AttachedFile[],
  typed: TypedPhotos = {},
): object {
  const { activity } = record;
  const number = String(session.number);
  return {
    title: words.say('photos.page_title', { number, title: activity.title }),
    crumbs: [...sessionCrumbs(words, activity, session), { text: words.say('photos.title') }],
    heading: words.say('photos.heading', { number }),
    lede: `${activity.title}. ${words.when(session)}.`,
    attached: photosPart(words, record, session, photos, typed),
  };
}
