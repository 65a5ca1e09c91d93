import { Certificate, CertificateEnding } from '../../src/certificates/certificates.entities.js';
import { setClock } from '../../src/config/clock.js';
import { ParticipantLinks } from '../../src/mine/participant-links.js';
import { Field } from '../activities/field.js';
import type { Member } from '../support/world.js';

/** A commune on the ninth of May 2025 with a training that is half over, and who looks after it. */
export interface Commune {
  field: Field;
  trainer: Member;
  organizer: Member;
  viewer: Member;
  /** Of another commune. */
  elsewhere: Member;
}

export const AN = 'Nguyễn Thị An';
const OTHER = 'Lò Văn Khác';

/** People of commune C: `an` and her second record `an2`, somebody else, a child of nine, and one of another commune. */
export async function commune(): Promise<Commune> {
  setClock(() => new Date('2025-05-09T03:00:00Z'));
  const field = await Field.create();
  const at = (code: string): number | undefined => field.places.get(code);
  await field.good(
    'people',
    `ref,full_name,unit,birth_year,phone
     an,${AN},C,1980,0912345678
     an2,Nguyễn Thị Ân,C,1980,
     khac,${OTHER},C,1985,
     em,Lò Thị Em Bé,C,2016,
     xa,Giàng A Xa,A,1970,`,
  );
  const member = (role: 'trainer' | 'organizer' | 'viewer', code: string): Promise<Member> =>
    field.world.member(role, at(code));
  return {
    field,
    trainer: await member('trainer', 'C'),
    organizer: await member('organizer', 'C'),
    viewer: await member('viewer', 'C'),
    elsewhere: await member('organizer', 'A'),
  };
}

/** A training of five sessions of which two are held, a campaign, a draft, and one of another person. */
export async function activities(field: Field): Promise<void> {
  await field.good(
    'activities',
    `code,plan,kind,title,unit,trainer,status
     T,P,training,Kỹ năng bảo vệ trẻ,C,trainer1@example.vn,running
     K,P,campaign,Chợ phiên,C,,done
     N,P,training,Còn nháp,C,,draft
     R,P,training,Lớp riêng của người khác,C,khac@example.vn,running`,
  );
  await field.good(
    'sessions',
    `activity,number,date,start,end,venue,status
     T,1,2025-05-01,08:00,11:30,Nhà văn hóa,held
     T,2,2025-05-02,08:00,11:30,Nhà văn hóa,held
     T,3,2025-05-20,08:00,11:30,Nhà văn hóa,planned
     T,4,2025-05-21,08:00,11:30,Nhà văn hóa,planned
     T,5,2025-05-22,08:00,11:30,Trạm y tế,planned
     T,6,2025-05-23,,,,cancelled
     K,1,2025-04-01,,,,held
     N,1,2025-06-01,,,,planned
     R,1,2025-06-02,,,,planned`,
  );
  await field.good(
    'participations',
    'activity,person,group\nT,an,parent\nT,khac,parent\nK,an,parent\nN,an,parent\nR,khac,parent\nT,em,child',
  );
  await field.good(
    'attendance',
    'activity,session,person,status\nT,1,an,present\nT,2,an,late\nT,1,khac,absent\nK,1,an,present',
  );
}

/** The id of somebody by ref. */
export const idOf = (field: Field, ref: string): Promise<number> => field.id('people', 'ref', ref);

/** Makes the link of somebody as a letter does. @returns its path */
export async function linkOf(field: Field, ref: string): Promise<string> {
  return field.world.get(ParticipantLinks).make(await idOf(field, ref));
}

/** What the page of a link says to whoever has it. */
export async function read(field: Field, path: string, status = 200): Promise<string> {
  return (await field.world.request().get(path).expect(status)).text;
}

/** Sends a form of the page as a browser would. */
export const send = (field: Field, path: string, body: object = {}) =>
  field.world.request().post(path).type('form').send(body);

/** A certificate of the training as the register keeps it. @returns its serial */
export async function certified(
  field: Field,
  ref: string,
  more: { number: number; holder?: string; ended?: CertificateEnding['kind'] },
): Promise<string> {
  const { database } = field.world;
  const { number, holder = AN, ended } = more;
  const serial = `TD-2025-${String(number).padStart(5, '0')}`;
  const facts = { title: 'Kỹ năng bảo vệ trẻ', holder };
  const own = { person_id: await idOf(field, ref), activity_id: await field.id('activities', 'code', 'T') };
  await database.transaction(async () => {
    const id = await database.insertOne(Certificate, {
      ...{
        code: `0000000000${String(number).padStart(4, '0')}`,
        serial,
        series: 'TD-2025',
        number,
        plan_id: 1,
        ...own,
      },
      ...{ ordinal: number, issued_on: '2025-05-05', printed: JSON.stringify({ facts }), recorded_at: '' },
    });
    if (!ended) return;
    const ending = { certificate_id: id, kind: ended, reason: 'name', ended_on: '2025-05-06', recorded_at: '' };
    await database.insertOne(CertificateEnding, ending);
  });
  return serial;
}
