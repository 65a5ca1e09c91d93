import { Field } from '../activities/field.js';
import type { Member } from '../support/world.js';
import { counted, importPlan } from './plans-cast.js';
import { words } from './reading.js';

const PLAN = {
  ...{ code: 'P', title: { vi: 'Kế hoạch P', en: 'Plan P' }, unit: 'D', start: '2021-01-01', end: '2025-12-31' },
  objectives: [{ code: 'O', title: 'Mục tiêu', indicators: [counted('1', 'informed', ['teacher'])] }],
};

let field: Field;
let organizer: Member;
let trainerOfC: Member;
beforeAll(async () => {
  field = await Field.create();
  await importPlan(field.world, PLAN);
  await field.good('baselines', 'unit,group,year,value\nD,teacher,2025,100\nC,teacher,2025,40');
  organizer = await field.world.member('organizer', field.places.get('D'));
  trainerOfC = await field.world.member('trainer', field.places.get('C'));
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,campaign,t,D');
});
afterAll(() => field.world.close());

const headcounts = async (from: number, to: number, rowsOf: (session: number) => string[]): Promise<void> => {
  const numbers = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  await field.good('sessions', ['activity,number,date', ...numbers.map((n) => `T,${n},2025-03-10`)].join('\n'));
  const rows = numbers.flatMap((n) => rowsOf(n).map((row) => `T,${n},${row}`));
  await field.good('headcounts', ['activity,session,unit,group,count,method', ...rows].join('\n'));
};
const todo = async (who: Member, unit = ''): Promise<string> => {
  const { text } = await who.get(`/plans/P?to=15/06/2025${unit && `&unit=${unit}`}`).expect(200);
  return words(text.slice(text.indexOf('class="todo"'), text.indexOf('</ol>')));
};

describe('what names would decide', () => {
  it('says at how many sessions people without a name were, each once', async () => {
    await headcounts(1, 3, () => ['C,teacher,60,estimated', 'A,teacher,50,estimated']);
    await headcounts(4, 4, () => ['A,teacher,50,estimated']);
    expect(await todo(organizer)).toContain('Lập danh sách giáo viên đã dự ở 4 buổi');
    expect(await todo(trainerOfC, 'C')).toContain('Lập danh sách giáo viên đã dự ở 3 buổi');
  });

  it('does not count all of very many', async () => {
    await headcounts(5, 1010, () => ['A,teacher,1,estimated']);
    expect(await todo(organizer)).toContain('Lập danh sách giáo viên đã dự ở 1.000 buổi trở lên');
    expect(await todo(trainerOfC, 'C')).toContain('ở 3 buổi');
  });
});
