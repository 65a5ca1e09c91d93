import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnrolmentDesk } from '../../src/learning/enrolment-desk.js';
import { LearnerCodes } from '../../src/learning/learner-codes.js';
import { ParticipantChoices } from '../../src/mine/participant-choices.js';
import { reminded } from './reminded.js';

const here = reminded();
const folder = mkdtempSync(join(tmpdir(), 'slips-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function pages(query: string): Promise<string[]> {
  const organizer = await here.room.school.field.world.member('organizer');
  const { body } = await organizer.get(`/enrolments/K/slips.pdf?${query}`).buffer(true).expect(200);
  const path = join(folder, 'slips.pdf');
  writeFileSync(path, body as Buffer);
  expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain('No syntax');
  const text = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', path, '-'], { encoding: 'utf8' });
  return text
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replaceAll(/\s+/g, ' ').trim());
}

describe('the slips of those who learn and whom no mail reaches', () => {
  it('say who, where, until when, what is missing and how to come in, in piles by place', async () => {
    const { field, id } = { field: here.room.school.field, id: (ref: string) => here.room.school.id(ref) };
    await field.good('people', 'ref,full_name,unit\npao,Giàng A Páo,C\nmy,Sùng Thị Mỷ,C');
    const lines = await Promise.all(
      ['pao', 'my'].map(async (ref) => ({ person_id: await id(ref), group_code: 'parent' })),
    );
    const people = lines.map((line) => ({ ...line, organisation_id: null }));
    await here.get(EnrolmentDesk).enrol('K', people, { way: 'group', due_on: '2025-08-28' });
    await here.get(LearnerCodes).make([await id('pao')]);
    await here.get(ParticipantChoices).unsubscribe(await id('an'));
    const [first, second, ...more] = await pages('stand=all');
    expect(more).toEqual([]);
    expect(first).toMatch(/^Xã C, Xã D 1\/1 .*Nguyễn Thị An .*Sùng Thị Mỷ .*Giàng A Páo /);
    expect(first).toContain('Hạn hoàn thành: 28/08/2025 Chưa bắt đầu, còn 2 bài');
    const address = 'http://localhost:3000/learning';
    expect(first).toContain(`Vào học: mở ${address}, gõ mã cá nhân trên phiếu mã lập ngày 01/09/2025.`);
    expect(first).toContain(`Vào học: mở ${address}, nhập địa chỉ thư của mình.`);
    expect(second).toContain(`Chưa có mã cá nhân để vào học: nhận phiếu mã tại Xã C, rồi mở ${address}.`);
    expect(second).toContain('Vàng A Khác');
    const [overdue] = await pages('stand=overdue');
    expect([overdue?.includes('Giàng A Páo'), overdue?.includes('Nguyễn Thị An')]).toEqual([true, false]);
  });
});
