import { Field } from '../activities/field.js';
import { counted, importPlan } from '../plans/plans-cast.js';
import type { Member } from '../support/world.js';

const DAY = 'as_of=2025-10-01';
const PLANNER = `/plans/P/planner?${DAY}`;
const INVITE = '/plans/P/planner/1/invitations';

const PLAN = {
  code: 'P',
  title: { vi: 'Kế hoạch P', en: 'Plan P' },
  unit: 'D',
  start: '2025-01-01',
  end: '2025-12-31',
  objectives: [
    {
      code: 'O',
      title: { vi: 'Mục tiêu', en: 'Objective' },
      indicators: [
        counted('1', 'informed', ['teacher']),
        counted('2', 'trained', ['teacher']),
        counted('3', 'informed', ['household']),
      ],
    },
  ],
};

let field: Field;
let organizer: Member;
beforeEach(async () => {
  field = await Field.create();
  await importPlan(field.world, PLAN);
  await field.good('baselines', 'unit,group,year,value\nC,teacher,2025,20\nN,teacher,2025,10');
  await field.good('organisations', 'ref,name,group,unit\nh8,Hộ ông Páo,household,C\nh9,Hộ bà Mỷ,household,C');
  await field.good(
    'activities',
    `code,plan,kind,title,unit,capacity,status
     E,P,campaign,Đợt xuân,C,,done
     F,P,campaign,Đợt đông,C,12,open
     T,P,training,Lớp kỹ năng,D,5,open
     G,P,training,Lớp nháp,C,,draft
     X,P,campaign,Đã hủy,C,100,cancelled`,
  );
  await field.good(
    'sessions',
    `activity,number,date,status
     E,1,2025-03-10,held
     F,1,2025-11-01,planned
     T,1,2025-09-01,held
     T,2,2025-11-02,planned
     X,1,2025-11-03,planned`,
  );
  await field.good('people', 'ref,full_name,unit\nk1,Giàng A Pó,C\nk2,Lò Thị Xa,C\nk3,Sùng A Dơ,B');
  await field.good(
    'participations',
    `activity,person,group,organisation
     E,p6,teacher,
     E,k1,teacher,
     E,k3,teacher,
     F,k1,teacher,
     T,k2,teacher,
     E,k2,household,h8`,
  );
  await field.good('attendance', 'activity,session,person,status\nE,1,p6,present\nE,1,k2,absent\nT,1,k2,absent');
  organizer = await field.world.member('organizer', field.places.get('D'));
});
afterEach(() => field.world.close());

/** The rows of the first table of a page, as texts. */
function rowsOf(text: string): string[][] {
  const [table = ''] = text.split('</table>');
  return [...table.matchAll(/<tr role="row">(.*?)<\/tr>/gs)].slice(1).map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
      cell
        .replace(/<span class="sub">/g, ' | ')
        .replace(/<[^>]+>/g, '')
        .trim(),
    ),
  );
}

const page = async (path: string, who = organizer): Promise<string> => (await who.get(path).expect(200)).text;
const roster = async (activity: string): Promise<string[]> =>
  (await field.exported('participations'))
    .trim()
    .split(/\r?\n/)
    .filter((line) => line.startsWith(`${activity},`));

describe('the planner', () => {
  it('sets what is missing against the most that planned activities can add', async () => {
    const rows = rowsOf(await page(PLANNER));
    // 1 of 30 is certain; 14 lack; k1 and k2 on rosters, 11 and 4 places free: 17, and 13 to be missing at the end is 0.
    expect(rows[0]).toEqual(['1 Chỉ tiêu 1 | từ 50%', '3,3% | 1/30', '14', '17 | 2 có tên, 15 chỗ trống', '0', '3']);
    // Only trainings train: k2 missed the first of two sessions and cannot reach 80% any more.
    expect(rows[1]?.slice(1)).toEqual(['0,0% | 0/30', '15', '4 | 4 chỗ trống', '11', '4']);
    expect(rows[2]?.slice(1)).toEqual(['0 | Chưa có mẫu số', '–', '15 | 15 chỗ trống', '–', '4']);
  });

  it('leads from the gap of a place to the form that plans for it', async () => {
    const text = await page(`/plans/P/planner/2?${DAY}&unit=C`);
    const links = text.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
    expect(links).toContain('href="/activities/new?kind=training&plan=P&unit=C&indicator=2"');
    expect(links).not.toContain('kind=campaign');
    const form = await page('/activities/new?kind=training&plan=P&unit=C&indicator=2');
    expect(form).toContain('value="Xã C (C)"');
    expect(form).toMatch(/value="2" checked/);
  });

  it('counts a free place at every place that may take it, and a known subject where it lives', async () => {
    const rows = rowsOf(await page(`/plans/P/planner/1?${DAY}`));
    expect(rows.map(([place, , , planned, , known]) => [place, planned, known])).toEqual([
      ['Toàn địa bàn', '17 | 2 có tên, 15 chỗ trống', '3'],
      ['Xã C', '17 | 2 có tên, 15 chỗ trống', '2'],
      ['Xã N', '4 | 4 chỗ trống', '1'],
    ]);
  });

  it('keeps an activity to the indicators it was planned for, and knows no end without a capacity', async () => {
    const { database } = field.world;
    const [one] = await database.rows<{ id: number }>("SELECT id FROM indicators WHERE code = '2'");
    await database.transaction(async () => {
      await database.execute('INSERT INTO activity_indicators (activity_id, indicator_id) VALUES (?, ?)', [
        await field.id('activities', 'code', 'T'),
        one?.id ?? 0,
      ]);
    });
    await field.good('sessions', 'activity,number,date\nG,1,2025-11-09');
    const rows = rowsOf(await page(PLANNER));
    // The room is 29: everybody in the baseline who is not certain.
    expect(rows[0]?.[3]).toBe('29 | 1 có tên, 11 chỗ trống, 1 hoạt động không giới hạn chỗ');
    expect(rows[1]?.[3]).toBe('30 | 4 chỗ trống, 1 hoạt động không giới hạn chỗ');
  });
});

describe('a session on its own day', () => {
  const TODAY = '/plans/P/planner?as_of=2025-11-01';
  const mostOf = async (): Promise<string | undefined> => rowsOf(await page(TODAY))[0]?.[3];

  it('is planned until everybody is marked, and adds nobody twice', async () => {
    await field.good('participations', 'activity,person,group\nF,k3,teacher');
    expect(await mostOf()).toBe('17 | 3 có tên, 14 chỗ trống');
    await field.good('attendance', 'activity,session,person,status\nF,1,k1,present');
    expect(await mostOf()).toBe('16 | 2 có tên, 14 chỗ trống');
    await field.good('attendance', 'activity,session,person,status\nF,1,k3,absent');
    expect(await mostOf()).toBe('5 | 1 có tên, 4 chỗ trống');
  });

  it('adds nothing beside the heads that were counted at it', async () => {
    await field.good('headcounts', 'activity,session,unit,group,count\nF,1,C,teacher,3');
    expect(await mostOf()).toBe('5 | 1 có tên, 4 chỗ trống');
  });
});

describe('what lies after the end of the plan', () => {
  it('adds nothing to it', async () => {
    await field.good('sessions', 'activity,number,date\nF,1,2026-01-10\nT,2,2025-12-31');
    const rows = rowsOf(await page(PLANNER));
    expect(rows[0]?.[3]).toBe('5 | 1 có tên, 4 chỗ trống');
  });
});

describe('the invitation list', () => {
  it('names those who are known and not counted, and whoever is on a planned roster last', async () => {
    const text = await page(`${INVITE}?${DAY}`);
    expect([...text.matchAll(/<b>([^<]+)<\/b>/g)].map(([, name]) => name)).toEqual([
      'Sùng A Dơ',
      'Giàng A Pó',
      'Lò Thị Xa',
    ]);
    expect(text).toContain('đã có trong danh sách của “Đợt đông”');
    const { text: csv } = await organizer.get(`/plans/P/planner/1/invitations.csv?${DAY}`).expect(200);
    expect(csv.trim().split(/\r?\n/)[1]).toBe('teacher,k3,Sùng A Dơ,B,Xã N,,,,');
  });

  it('puts the chosen ones on a roster once, however often it is sent', async () => {
    const id = String(await field.id('people', 'ref', 'k3'));
    const post = (): Promise<unknown> =>
      Promise.resolve(organizer.post(`${INVITE}?${DAY}`, { activity: 'F', who: 'chosen', s: id }).expect(303));
    await post();
    await post();
    expect(await roster('F')).toEqual(['F,k1,teacher,,C', 'F,k3,teacher,,N']);
    expect((await organizer.get(`${INVITE}?${DAY}`)).text).toContain('Sùng A Dơ');
    expect(/Thêm người từ danh sách mời.{0,60}1 người/s.test(await page('/activities/F'))).toBe(true);
  });

  it('brings an organisation by whoever came for it last, and leaves alone the one nobody came for', async () => {
    const path = `/plans/P/planner/3/invitations?${DAY}`;
    const text = await page(path);
    expect(text).toContain('người từng dự: Lò Thị Xa');
    expect(text).toContain('chưa biết ai có thể dự');
    await organizer.post(path, { activity: 'F', who: 'all' }).expect(303);
    expect(await roster('F')).toEqual(['F,k1,teacher,,C', 'F,k2,household,h8,C']);
  });

  it('refuses more than there are places, and nobody at all, and keeps what was chosen', async () => {
    await organizer.post(`${INVITE}?${DAY}`, { activity: 'F', who: 'chosen' }).expect(422);
    await field.good('activities', 'code,plan,kind,title,unit,capacity\nF,P,campaign,Đợt đông,C,1');
    const { text } = await organizer.post(`${INVITE}?${DAY}`, { activity: 'F', who: 'all' }).expect(422);
    expect(text).toContain('Chỉ còn 0 chỗ cho 1 người');
    expect(text).toContain('<option value="F" selected>');
    expect(await roster('F')).toEqual(['F,k1,teacher,,C']);
  });

  it('never puts more on a roster than there are places, also by two presses at once', async () => {
    await field.good('activities', 'code,plan,kind,title,unit,capacity\nF,P,campaign,Đợt đông,C,2');
    await field.good('people', 'ref,full_name,unit\nk4,Hạng Thị Dở,C');
    await field.good('participations', 'activity,person,group\nE,k4,teacher');
    const ids = await Promise.all(['k4', 'k3'].map((ref) => field.id('people', 'ref', ref)));
    const answers = await Promise.all(
      ids.map((id) => organizer.post(`${INVITE}?${DAY}`, { activity: 'F', who: 'chosen', s: String(id) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(await roster('F')).toHaveLength(2);
  });

  it('shows somebody of a commune the own people only, and is closed to who reads no names', async () => {
    const trainer = await field.world.member('trainer', field.places.get('C'));
    const text = await page(`${INVITE}?${DAY}`, trainer);
    expect(text).toContain('Giàng A Pó');
    expect(text).not.toContain('Sùng A Dơ');
    const viewer = await field.world.member('viewer', field.places.get('D'));
    await viewer.get(`${INVITE}?${DAY}`).expect(403);
    await viewer.get(PLANNER).expect(200);
    await organizer.get(`/plans/P/planner/9/invitations?${DAY}`).expect(404);
    await organizer.get(`${INVITE}?${DAY}&group=parent`).expect(404);
  });
});
