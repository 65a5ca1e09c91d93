import { setClock } from '../../src/config/clock.js';
import { newFormKey } from '../../src/web/form-key.js';
import type { Member } from '../support/world.js';
import { Field } from './field.js';
import { eventsOf } from './ical-text.js';

/** A form of a new link that is narrowed by nothing. */
export const ALL = { covers: 'all', unit: '', agency: '', trainer: '', kind: '' };

/** A district with sessions around the ninth of May 2025, the day it is; the trainer of some is the first member. */
export async function sessionsAround(): Promise<{ field: Field; trainer: Member }> {
  setClock(() => new Date('2025-05-09T03:00:00Z'));
  const field = await Field.create();
  const trainer = await field.world.member('trainer', field.places.get('C'));
  const own = 'trainer1@example.vn';
  await field.good(
    'activities',
    `code,plan,kind,title,unit,trainer,status
     T,P,training,"Kỹ năng, bảo vệ trẻ",C,${own},running
     F,P,campaign,Chợ phiên,C,,draft
     O,P,training,Lớp khác,C,khac@example.vn,running
     X,P,training,Lớp bỏ,C,${own},cancelled
     A1,P,campaign,Ở A,A,,running`,
  );
  await field.good(
    'sessions',
    `activity,number,date,start,end,venue,makes_up,status
     T,1,2025-05-20,08:00,11:30,Nhà văn hóa,,planned
     T,2,2025-05-21,,,,,cancelled
     T,3,2025-02-08,,,,,held
     T,4,2025-02-07,,,,,held
     T,5,2026-06-13,,,,,planned
     T,6,2026-06-14,,,,,planned
     T,7,2025-05-22,,,,,planned
     F,1,2025-05-02,,,,,planned
     O,1,2025-05-04,,,,,held
     X,1,2025-05-05,,,,,planned
     A1,1,2025-05-06,,,,,held`,
  );
  await field.good('participations', 'activity,person,group\nT,p6,parent');
  return { field, trainer };
}

/** Makes a link by page. @returns its path */
export async function linkOf(member: Member, body: Record<string, string> = {}): Promise<string> {
  const { text } = await member.post('/calendar/link', { ...ALL, form_key: newFormKey(), ...body }).expect(201);
  return pathIn(text);
}

/** The path of the link that a page shows. */
export const pathIn = (text: string): string =>
  />\s*http:\/\/localhost:3000(\/calendar\/feed\/[\w-]{43}\.ics)<\/textarea>/.exec(text)?.[1] ?? '';

/** What a telephone gets, which is signed in nowhere. */
export const fetched = async ({ world }: Field, path: string): Promise<string> =>
  (await world.request().get(path).expect(200)).text;

/** The sessions in it: `T 1`. */
export const sessionsOf = async (field: Field, path: string): Promise<string[]> =>
  eventsOf(await fetched(field, path)).map((event) =>
    (event.get('URL') ?? '').replace(/^.*activities\/(.*)\/sessions\//, '$1 '),
  );
