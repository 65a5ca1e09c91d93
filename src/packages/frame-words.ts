/*
 * What the page of a lesson and the frame with the package say to each other; for both sides and for the server. The page
 * tells how things stand by the name of the frame: it is there before the first program of the package runs, in every page
 * that the frame comes to. The frame answers by messages.
 */

/** An item as the page of the lesson opens it (data of client/package-host). */
export interface FrameItem {
  id: string;
  title: string;
  is_asset: boolean;
  /** What the frame shows. */
  src: string;
  /** What is opened within that, where packages have a host of their own. */
  open?: string;
  mastery?: number;
  data?: string;
}

/** What an item of a package is told when it is opened. */
export interface FrameStart {
  /** Made for this frame: it comes back with each message. */
  key: string;
  item: string;
  /** The origin of the page around, the only one that is told anything. */
  site: string;
  /** Instead of an id: packages are not told who learns. */
  learner: string;
  /** What it left behind; null: it was never open. */
  cmi: object | null;
  mastery?: number;
  data?: string;
  /** What the page around the package has to open; missing where the frame opens the file itself. */
  open?: string;
}

/** What an item says of itself: as it is, when it wants that kept, and when it has ended. */
export interface FrameNews {
  about: 'lan-toa-package';
  key: string;
  item: string;
  cmi: object;
  at: 'change' | 'commit' | 'end';
}

const MARK = 'lan-toa:';

/** The name of a frame that is to be started. */
export function nameOf(start: FrameStart): string {
  return MARK + JSON.stringify(start);
}

/** What stands in the name of a frame; null: it is not ours to start. */
export function startIn(name: string): FrameStart | null {
  if (!name.startsWith(MARK)) return null;
  try {
    return JSON.parse(name.slice(MARK.length)) as FrameStart;
  } catch {
    return null;
  }
}

/** A message of a frame, if it is one; packages send messages of their own too. */
export function newsIn(message: unknown): FrameNews | null {
  const news = message as Partial<FrameNews> | null;
  if (typeof news !== 'object' || news?.about !== 'lan-toa-package') return null;
  const { key, item, cmi, at } = news;
  if (typeof key !== 'string' || typeof item !== 'string' || typeof cmi !== 'object' || Array.isArray(cmi)) return null;
  const isKnown = at === 'change' || at === 'commit' || at === 'end';
  return cmi && isKnown ? { about: 'lan-toa-package', key, item, cmi, at } : null;
}

/** Left out of what is kept: it is told anew each time, or counts once only. */
const TOLD = new Set([
  ...['student_id', 'student_name', 'learner_id', 'learner_name', 'launch_data', 'credit', 'entry'],
  ...['lesson_mode', 'mode', 'session_time', 'student_data', 'scaled_passing_score', 'completion_threshold'],
  ...['max_time_allowed', 'time_limit_action', 'comments_from_lms'],
]);

/** The data model without what is told anew and what is empty. */
export function keptOf(cmi: object): object {
  return (without(cmi) as object | undefined) ?? {};
}

function without(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value === '' || value === null ? undefined : value;
  const pairs = Object.entries(value).filter(([name]) => !TOLD.has(name));
  const kept = pairs.map(([name, each]) => [name, without(each)] as const).filter(([, each]) => each !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
