import type { Flash } from '../web/answers.js';
import type { Put, PutOne } from './roster-desk.js';
import type { Arrived } from './walk-ins.js';

/** What is said once somebody was put on a roster. */
export function putFlash({ person, added, waiting }: PutOne): Flash {
  const params = { name: person.full_name };
  if (waiting > 0) return { kind: 'warning', key: 'activities.waits', params };
  return { kind: 'done', key: added > 0 ? 'activities.added' : 'activities.added_before', params };
}

/** What is said once somebody was let in at the door of a session. */
export function arrivedFlash({ person, noted }: Arrived): Flash {
  const params = { name: person.full_name };
  if (noted !== null) return { kind: 'warning', key: `activities.walked_in_noted.${noted}`, params };
  return { kind: 'done', key: 'activities.walked_in', params };
}

/** What is said once several were put on it. */
export function putAllFlash({ added, waiting }: Put): Flash {
  if (waiting === 0) return { kind: 'done', key: 'activities.lines.saved', params: { count: added } };
  return { kind: 'warning', key: 'activities.lines.saved_waiting', params: { count: added, waiting } };
}
