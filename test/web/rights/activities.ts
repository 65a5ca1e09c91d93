import { all, allOf, record, type Row } from './rows.js';

const activity = record(({ activity: code }) => ({ code }));
const session = record(({ activity: code }) => ({ code, number: 1 }));
const photo = record(({ activity: code, photo }) => ({ code, number: 1, photo }));
const material = record(({ activity: code, material: id }) => ({ code, material: id }));
/** Activities with their sessions, rosters and attendance, by whatever way it is taken. */
export const ACTIVITIES: Record<string, Row> = {
  '/activities': all,
  '/activities/list.csv': all,
  '/activities/new': all,
  '/calendar': all,
  '/calendar/list.csv': all,
  '/my-sessions': all,
  '/offline': all,
  '/offline/{name}.js': allOf({ name: 'app' }),
  '/offline/packet.json': all,
  '/offline/acts': all,
  '/differences': all,
  '/differences/{id}/decision': record(({ difference: id }) => ({ id })),
  '/activities/{code}': activity,
  '/activities/{code}/edit': activity,
  '/activities/{code}/status': activity,
  '/activities/{code}/roster': activity,
  '/activities/{code}/roster.csv': activity,
  '/activities/{code}/roster/additions': activity,
  '/activities/{code}/roster/lines': activity,
  '/activities/{code}/roster/newcomers': activity,
  '/activities/{code}/roster/candidates': activity,
  '/activities/{code}/roster/organisations': activity,
  '/activities/{code}/roster/{line}/removal': record(({ activity: code, line }) => ({ code, line })),
  '/activities/{code}/roster/removals/{event}/undoing': record(({ activity: code, removal: event }) => ({
    code,
    event,
  })),
  '/activities/{code}/roster/waiting/admissions': activity,
  '/activities/{code}/roster/waiting/{entry}/admission': record(({ activity: code, waiting: entry }) => ({
    ...{ code, entry },
  })),
  '/activities/{code}/roster/waiting/{entry}/removal': record(({ activity: code, waiting: entry }) => ({
    ...{ code, entry },
  })),
  '/activities/{code}/sessions/new': activity,
  '/activities/{code}/sessions/{number}': session,
  '/activities/{code}/sessions/{number}/edit': session,
  '/activities/{code}/sessions/{number}/cancellation': session,
  '/activities/{code}/sessions/{number}/restoration': session,
  '/activities/{code}/sessions/{number}/attendance.csv': session,
  '/activities/{code}/sessions/{number}/attendance': session,
  '/activities/{code}/sessions/{number}/attendance/everybody': session,
  '/activities/{code}/sessions/{number}/attendance/{event}/undoing': record(({ activity: code, taken: event }) => ({
    code,
    number: 1,
    event,
  })),
  '/activities/{code}/sessions/{number}/headcounts': session,
  '/activities/{code}/sessions/{number}/headcounts/{unit}/{group}/removal': record(({ activity: code, unit }) => ({
    ...{ code, number: 1, unit, group: 'parent' },
  })),
  '/activities/{code}/sessions/{number}/attendance/numbers': session,
  '/activities/{code}/sessions/{number}/check-in': session,
  '/activities/{code}/sessions/{number}/check-in/opening': session,
  '/activities/{code}/sessions/{number}/check-in/closing': session,
  '/activities/{code}/sessions/{number}/check-in/confirmation': session,
  '/activities/{code}/sessions/{number}/check-in/{claim}/decision': record(({ activity: code, claim }) => ({
    ...{ code, number: 1, claim },
  })),
  '/check-in/{ticket}': allOf({ ticket: 'none' }),
  '/check-in/here/{pass}': allOf({ pass: 'none' }),
  '/activities/{code}/sessions/{number}/sheets': session,
  '/activities/{code}/sessions/{number}/sheets/{sheet}': record(({ activity: code, sheet }) => ({
    ...{ code, number: 1, sheet },
  })),
  '/activities/{code}/materials': activity,
  '/activities/{code}/materials/{material}': material,
  '/activities/{code}/materials/{material}/removal': material,
  '/activities/{code}/sessions/{number}/photos': session,
  '/activities/{code}/sessions/{number}/photos/{photo}': photo,
  '/activities/{code}/sessions/{number}/photos/{photo}/preview': photo,
  '/activities/{code}/sessions/{number}/photos/{photo}/removal': photo,
  '/sheets': all,
  '/sheets/{code}': record(({ sheet: code }) => ({ code })),
  '/api/v1/activities': all,
  '/api/v1/activities/{code}': activity,
  '/api/v1/activities/{code}/participations/{person}/{group}': record(({ activity: code, person }) => ({
    ...{ code, person, group: 'teacher' },
  })),
  '/api/v1/activities/{code}/sessions/{number}': session,
  '/api/v1/activities/{code}/sessions/{number}/attendance/{person}': record(({ activity: code, person }) => ({
    ...{ code, number: 1, person },
  })),
  '/api/v1/activities/{code}/sessions/{number}/headcounts/{unit}/{group}': record(({ activity: code, unit }) => ({
    ...{ code, number: 1, unit, group: 'parent' },
  })),
  '/api/v1/attendance': all,
  '/api/v1/headcounts': all,
  '/api/v1/participations': all,
  '/api/v1/sessions': all,
};
