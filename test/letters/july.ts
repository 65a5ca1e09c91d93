import { Corrections } from '../../src/activities/corrections.js';
import { setClock } from '../../src/config/clock.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import type { OutboxMessage } from '../../src/mail/mail.entities.js';
import { Hall } from '../certificates/hall.js';
import { messageRows } from '../support/letters.js';

const SESSIONS = `activity,number,date,start,end,venue
  F,1,2025-07-01,08:00,11:00,Hội trường
  F,2,2025-07-08,08:00,11:00,Hội trường`;

type SessionPatch = Parameters<Corrections['changeSession']>[3];
type ActivityPatch = Parameters<Corrections['changeActivity']>[2];

/**
 * For each test of a file a hall on 20 June, with the training F of two sessions in July.
 * @param roster who is on it and as what: `an,teacher`
 */
export function julyClass(...roster: string[]) {
  let hall: Hall;
  beforeEach(async () => {
    setClock(() => new Date('2025-06-20T03:00:00Z'));
    hall = await Hall.create();
    const { field } = hall;
    await field.good('activities', 'code,plan,kind,title,unit,status\nF,P,training,Lớp tháng bảy,C,open');
    await field.good('sessions', SESSIONS);
    await field.good('participations', `activity,person,group\n${roster.map((each) => `F,${each}`).join('\n')}`);
  });
  afterEach(async () => {
    setClock();
    await hall.close();
  });

  const get = <T>(type: new (...given: never[]) => T): T => hall.field.world.get(type);
  const versionOf = async (what: string): Promise<number> =>
    (await hall.field.world.database.row<{ version: number }>(`SELECT x.version FROM ${what}`))?.version ?? 0;
  const sql = (text: string): Promise<number> => {
    const { database } = hall.field.world;
    return database.transaction(() => database.execute(text));
  };
  return {
    /** The hall of the running test. */
    get hall(): Hall {
      return hall;
    },
    get,
    sql,
    invite: () => get(LetterDesk).send('F', 'invitation'),
    /** Everything that waits leaves. */
    allLeave: () => sql("UPDATE outbox SET state = 'sent' WHERE state = 'waiting'"),
    /** Letters of a kind in some states; those that wait where none is named. */
    rowsOf: async (kind: string, ...states: string[]): Promise<OutboxMessage[]> => {
      const asked = states.length > 0 ? states : ['waiting'];
      return (await messageRows(hall.field.world)).filter((each) => each.kind === kind && asked.includes(each.state));
    },
    /** Changes the first session. */
    move: async (patch: SessionPatch): Promise<void> => {
      const from = "sessions x JOIN activities a ON a.id = x.activity_id WHERE a.code = 'F' AND x.number = 1";
      await get(Corrections).changeSession('F', 1, await versionOf(from), patch);
    },
    change: async (patch: ActivityPatch): Promise<void> =>
      get(Corrections).changeActivity('F', await versionOf("activities x WHERE x.code = 'F'"), patch),
  };
}
