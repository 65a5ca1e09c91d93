import { MATERIAL_LIMITS } from '../files/file-intake.js';
import { formatDecimal, formatInstant, formatNumber } from '../i18n/format.js';
import { saidLimits } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { paths } from '../web/paths.js';
import type { ListedActivity } from './activity-list.js';
import type { ActivityWords } from './activity-words.js';
import type { AttachedFile } from './attached-files.js';
import { activityCrumbs } from './crumbs.js';

const KB = 1024;

/**
 * The materials of an activity, with the form for more where the reader may change the activity, for `partials/materials`.
 * @returns null where there is nothing to show and nothing to do
 */
export function materialsPart(
  words: ActivityWords,
  { code, place_id }: ListedActivity,
  materials: readonly AttachedFile[],
): object | null {
  const mayChange = actorMay('activity.write') && words.scope.covers(place_id);
  if (materials.length === 0 && !mayChange) return null;
  return {
    materials: materials.map(({ id, name, bytes, author, added_at }) => ({
      href: paths.activityMaterial(code, id),
      name,
      about: [sizeOf(words, bytes), author, formatInstant(words.locale, added_at)].filter(Boolean).join(', '),
      removal: mayChange ? paths.activityMaterialRemoval(code, id) : null,
    })),
    action: mayChange ? paths.activityMaterials(code) : null,
    limits: saidLimits(MATERIAL_LIMITS),
  };
}

/** "340 kB", "1,2 MB" */
function sizeOf({ locale }: ActivityWords, bytes: number): string {
  if (bytes < KB * KB) return `${formatNumber(locale, Math.max(1, Math.round(bytes / KB)))} kB`;
  return `${formatDecimal(locale, (bytes / KB / KB).toFixed(1))} MB`;
}

/** The page of the materials of one activity: what is wrong with what was sent is said here. */
export function materialsPage(
  words: ActivityWords,
  activity: ListedActivity,
  materials: readonly AttachedFile[],
): object {
  return {
    title: words.say('materials.page_title', { title: activity.title }),
    crumbs: [...activityCrumbs(words, activity), { text: words.say('materials.title') }],
    lede: activity.title,
    attached: materialsPart(words, activity, materials),
  };
}
