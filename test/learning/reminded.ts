import { setClock } from '../../src/config/clock.js';
import { DueReminders } from '../../src/learning/due-reminders.js';
import { EnrolmentDesk } from '../../src/learning/enrolment-desk.js';
import type { OutboxMessage } from '../../src/mail/mail.entities.js';
import { messageRows } from '../support/letters.js';
import { CourseRoom } from './course-room.js';

/** The due date; tests begin on the first of that month. */
export const DUE = '2025-09-30';

/**
 * For each test of a file the course K, which An, Bé and Bình learn, and Khác, who has no address; An and Khác until the end
 * of September. Bé and Bình read one letter box.
 */
export function reminded() {
  let room: CourseRoom;
  beforeEach(async () => {
    room = await CourseRoom.create();
    const refs = await Promise.all(['be', 'binh', 'khac'].map((ref) => room.school.id(ref)));
    const lines = refs.map((person_id) => ({ person_id, group_code: 'parent', organisation_id: null }));
    await get(EnrolmentDesk).enrol('K', lines, { way: 'person', due_on: null });
    await setDue(DUE, 'an', 'khac');
  });
  afterEach(() => room.close());

  const get = <T>(type: new (...given: never[]) => T): T => room.school.field.world.get(type);
  const enrolment = async (ref: string): Promise<number> => {
    const sql = 'SELECT e.id FROM enrolments e JOIN people p ON p.id = e.person_id WHERE p.ref = ?';
    return (await room.rows<{ id: number }>(sql, [ref]))[0]?.id ?? 0;
  };
  async function setDue(due: string | null, ...refs: string[]): Promise<void> {
    await get(EnrolmentDesk).setDue('K', await Promise.all(refs.map(enrolment)), due);
  }
  return {
    /** The room of the running test. */
    get room(): CourseRoom {
      return room;
    },
    ...{ get, enrolment, setDue },
    sql: (text: string): Promise<number> => {
      const { database } = room.school.field.world;
      return database.transaction(() => database.execute(text));
    },
    /** What the hourly sweep writes at a moment. */
    sweep: (at: string): Promise<number> => {
      setClock(() => new Date(at));
      return get(DueReminders).sweep();
    },
    /** Letters of a kind in a state. */
    rowsOf: async (kind: string, state = 'waiting'): Promise<OutboxMessage[]> =>
      (await messageRows(room.school.field.world)).filter((each) => each.kind === kind && each.state === state),
  };
}
