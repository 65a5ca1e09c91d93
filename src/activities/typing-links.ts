import { paths } from '../web/paths.js';

/** The script of the pages on which people are added. */
export const TYPING_SCRIPT = 'roster/typing';
/** The id of the form, beside the one of somebody new, that the buttons of known people belong to. */
export const KNOWN_FORM = 'known-add';

/** Where a page on which people are added asks while somebody types: by the search, and for somebody new. */
export function typingLinks(code: string, session: number | null): object {
  const at = session === null ? undefined : String(session);
  return {
    search: paths.activityRosterKnown(code, { session: at }),
    newcomer: paths.activityRosterKnown(code, { session: at, like: '1' }),
    form: KNOWN_FORM,
    additions: paths.activityRosterAdditions(code),
  };
}
