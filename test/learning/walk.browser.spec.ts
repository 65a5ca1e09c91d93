import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { coverageOf } from '../coverage/bring-in.js';
import { hostileZip } from '../files/hostile-zip.js';
import { samplePackage } from '../packages/sample-packages.js';
import { axeFindings, complaintsOf, freePort, overflowAt, Site } from '../support/browser.js';
import { ROOT } from '../support/command.js';
import { coloured } from '../support/pictures.js';
import { Author, type ChosenFile } from './author.js';
import { School } from './learners.js';

jest.setTimeout(300_000);

const TITLE = 'Lao động trẻ em: nhận biết và phòng ngừa';
const SECTIONS = [
  ['Nhận biết', 'Bài đọc', 'Tờ rơi', 'Phim', 'Ghi âm'],
  ['Thực hành', 'Gói cũ', 'Gói mới', 'Trang luật', 'Kiểm tra'],
];
const LESSONS = SECTIONS.flatMap(([, ...lessons]) => lessons);
/** One page with nothing on it. */
const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

let school: School;
let site: Site;
let author: Author;
let complaints: string[];
/** Of An, on a telephone: one cookie, with scripts and without. */
let plain: BrowserContext;
let scripted: BrowserContext;
let page: Page;

beforeAll(async () => {
  const port = await freePort();
  school = await School.create({ PUBLIC_URL: `http://127.0.0.1:${port}` });
  const { world, places } = school.field;
  await indicators();
  const trainer = await world.member('trainer', places.get('C'));
  site = await Site.open(world, port);
  const desk = await window(1280, trainer.cookie, true);
  author = new Author(await desk.newPage());
  complaints = complaintsOf(author.page);
});
afterAll(async () => {
  await site.close();
  await school.close();
});

async function window(width: number, cookie: string, javaScript: boolean): Promise<BrowserContext> {
  const opened = await site.window({ locale: 'vi', width, dark: false, cookie, javaScript });
  // Whole browsers at work beside this one take their time.
  opened.setDefaultTimeout(60_000);
  return opened;
}

/** The plan wants parents to be informed and trained. */
async function indicators(): Promise<void> {
  const { field } = school;
  const { database } = field.world;
  const plan_id = await field.id('plans', 'code', 'P');
  await database.transaction(async () => {
    const objective =
      "INSERT INTO objectives (plan_id, code, title_vi, title_en, position) VALUES (?, 'O', 'M', 'O', 0)";
    await database.execute(objective, [plan_id]);
    const objective_id = await field.id('objectives', 'code', 'O');
    for (const [position, measure] of ['informed', 'trained'].entries()) {
      await database.execute(
        `INSERT INTO indicators (plan_id, objective_id, code, measure, trainings_inform, position, due, title_vi, title_en,
           unit, target, comparator)
         VALUES (?, ?, ?, ?, 1, ?, '2025-12-31', 'Cha mẹ', 'Parents', 'percent', '50', 'gte')`,
        [plan_id, objective_id, `1.${position}`, measure, position],
      );
      const id = await field.id('indicators', 'code', `1.${position}`);
      const group = "INSERT INTO indicator_groups (indicator_id, group_code, position) VALUES (?, 'parent', 0)";
      await database.execute(group, [id]);
    }
  });
}

/** How many parents are informed, and trained. */
async function covered(): Promise<number[]> {
  const rows = await coverageOf(school.field.world, 'P', { as_of: '2025-12-31', unit: 'D' });
  return rows.filter(({ group, unit }) => group === 'parent' && unit === 'D').map(({ floor }) => floor);
}

async function files(): Promise<ChosenFile[]> {
  const fixture = (name: string): Buffer => readFileSync(join(ROOT, 'test', 'fixtures', 'media', name));
  const file = (name: string, mimeType: string, buffer: Buffer): ChosenFile => ({ name, mimeType, buffer });
  return [
    file('anh.png', 'image/png', await coloured(60, 40, 'png')),
    file('to-roi.pdf', 'application/pdf', Buffer.from(PDF)),
    file('phim.mp4', 'video/mp4', fixture('film.mp4')),
    file('phim.vtt', 'text/vtt', Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nXin chào\n')),
    file('ghi-am.mp3', 'audio/mpeg', fixture('tone.mp3')),
    file('goi12.zip', 'application/zip', hostileZip(samplePackage('1.2'))),
    file('goi2004.zip', 'application/zip', hostileZip(samplePackage('2004'))),
  ];
}

describe('a trainer, by the pages alone', () => {
  it('makes a course with a lesson of every kind', async () => {
    await author.question('a', 'Trẻ em là người dưới 16 tuổi?');
    await author.question('b', 'Số 111 gọi được cả đêm?');
    await author.course(TITLE, 'C');
    await author.files(await files());
    await author.section('Nhận biết');
    await author.lesson('Bài đọc', 'Văn bản', () =>
      author.fill(
        'Nội dung',
        '# Hai mốc tuổi\n\n![Bậc thang tuổi](media/anh.png)\n\nTrẻ em là người **dưới 16 tuổi**.',
      ),
    );
    await author.lesson('Tờ rơi', 'Tệp PDF', () => author.choose('Tệp PDF', 'to-roi.pdf'));
    await author.lesson('Phim', 'Video', async () => {
      await author.choose('Video', 'phim.mp4');
      await author.choose('Phụ đề (Tiếng Việt) (không bắt buộc)', 'phim.vtt');
      await author.fill('Phải xem hoặc nghe ít nhất (phần trăm)', '90');
    });
    await author.lesson('Ghi âm', 'Âm thanh', async () => {
      await author.choose('Âm thanh', 'ghi-am.mp3');
      await author.rule('Mở bài là hoàn thành');
    });
    await author.section('Thực hành');
    await author.lesson('Gói mới', 'Gói bài giảng SCORM', () => author.choose('Gói bài giảng', 'goi2004.zip'));
    await author.lesson('Gói cũ', 'Gói bài giảng SCORM', async () => {
      await author.choose('Gói bài giảng', 'goi12.zip');
      await author.rule('Đạt điểm dưới đây');
      await author.fill('Điểm ít nhất (phần trăm), nếu chọn theo điểm', '80');
    });
    await author.lesson('Kiểm tra', 'Bài kiểm tra', async () => {
      for (const ref of ['a', 'b']) {
        await author.fill('Thêm một câu', ref);
        await author.press('Thêm câu này');
        await author.page.locator('main ol > li', { hasText: ref === 'a' ? '16 tuổi' : '111' }).waitFor();
      }
      await author.fill('Điểm đạt (phần trăm)', '80');
    });
    await author.lesson('Trang luật', 'Đường dẫn', () => author.fill('Địa chỉ', 'https://example.vn/luat'));
  });

  it('orders it by buttons, looks at it, publishes it, and enrols a person', async () => {
    await author.draft();
    await author.press('Lên Gói cũ');
    await author.press('Lên Trang luật');
    expect(await author.outline()).toEqual(LESSONS);
    await author.page.getByRole('link', { name: 'Bài đọc', exact: true }).click();
    await author.press('Xem trước');
    const picture = author.page.getByRole('img', { name: 'Bậc thang tuổi' });
    expect(await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(60);
    await author.draft();
    await author.page.getByRole('link', { name: 'Trang khóa học và công bố' }).click();
    await author.press('Công bố phiên bản này');
    await author.said('Đã công bố phiên bản 1.');
    await author.page.goto(`/activities/${author.code}/certificates`);
    await author.press('Cấp tự động khi học xong');
    await author.said('Giấy được cấp ngay khi học xong');
    await author.page.goto(`/courses/${author.code}`);
    await author.page.getByRole('link', { name: 'Ghi danh và tiến độ' }).click();
    await author.page.getByRole('link', { name: 'Ghi danh một người' }).click();
    await author.fill('Họ tên', 'nguyen thi an');
    await author.press('Tìm');
    await author.page.getByLabel('Nhóm đối tượng').selectOption('parent');
    await author.page.getByRole('button', { name: 'Ghi danh Nguyễn Thị An' }).click();
    await author.said('Đã ghi danh 1 người.');
    expect(complaints).toEqual([]);
  });
});

const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const at = (lesson: string): Promise<void> => page.getByRole('heading', { level: 1, name: lesson }).waitFor();

/** The frame in which the program of a package runs. */
async function program(): Promise<Frame> {
  for (let tries = 0; tries < 300; tries += 1) {
    for (const frame of page.frames()) {
      const isIt = frame.url().includes('index.html') && (await frame.$('#found:not(:empty)').catch(() => null));
      if (isIt) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error('no program runs');
}

/**
 * Presses what stands below a frame, by the keyboard. The page is moved first, and until it is painted anew the browser takes the
 * mouse to be where the frame was, which people are too slow to notice.
 */
const leaveBy = (role: 'link' | 'button', name: string): Promise<void> =>
  page.getByRole(role, { name, exact: true }).press('Enter');

/** Answers the quiz right, and goes back to its lesson. */
async function answer(): Promise<void> {
  await press('Bắt đầu làm bài');
  for (const each of await page.getByLabel('đúng', { exact: true }).all()) await each.check();
  await press('Nộp bài');
  await page.getByText('100%').first().waitFor();
  await page.getByRole('link', { name: 'Về bài học' }).click();
  await page.getByText('Đã xong').first().waitFor();
}

describe('the person who was enrolled, on a telephone', () => {
  beforeAll(async () => {
    const cookie = await school.signedIn('an@example.vn');
    plain = await window(360, cookie, false);
    scripted = await window(360, cookie, true);
    page = await plain.newPage();
  });

  it('learns all but the packages without a script', async () => {
    await page.goto('/learning');
    await page.getByRole('link', { name: 'Bắt đầu học' }).click();
    await at('Bài đọc');
    expect(await overflowAt(page, 360)).toBe(0);
    await press('Đã đọc đến hết, sang bài tiếp theo');
    await at('Tờ rơi');
    await leaveBy('button', 'Sang bài tiếp theo');
    await at('Phim');
    await press('Bắt đầu xem');
    await press('Đã xem xong');
    await page.getByText('Đã xem 0%, cần 90%').waitFor();
    school.wait(1);
    await press('Đã xem xong');
    await at('Ghi âm');
    await press('Sang bài tiếp theo');
    for (const lesson of ['Gói cũ', 'Gói mới']) {
      await at(lesson);
      await leaveBy('link', 'Bài sau');
    }
    await at('Trang luật');
    await press('Sang bài tiếp theo');
    await at('Kiểm tra');
    await answer();
    expect(await covered()).toEqual([0, 0]);
  });

  it('learns the packages with one, and gets the certificate', async () => {
    page = await scripted.newPage();
    const heard = complaintsOf(page);
    await page.goto('/learning');
    await page.getByRole('link', { name: 'Học tiếp' }).click();
    await at('Gói cũ');
    await (await program()).click('#work');
    await page.locator('output', { hasText: 'Đã lưu. Đã xong' }).waitFor();
    expect([await axeFindings(page), await overflowAt(page, 360)]).toEqual([[], 0]);
    expect(await covered()).toEqual([0, 0]);
    await leaveBy('link', 'Bài sau');
    await at('Gói mới');
    await (await program()).click('#work');
    await page.locator('output', { hasText: 'Đã lưu. Đã xong' }).waitFor();
    expect(await covered()).toEqual([1, 1]);
    await leaveBy('link', 'Bài trước');
    await at('Gói cũ');
    expect(await (await program()).textContent('#found')).toContain('trang-2|đã xem 3 rồi đóng|xin chào');
    expect(heard).toEqual([]);
    page = await plain.newPage();
    await page.goto('/learning');
    await page.getByText('Hoàn thành ngày 01/09/2025').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải giấy (PDF)' }).click();
    expect(readFileSync(await (await download).path(), 'latin1').slice(0, 5)).toBe('%PDF-');
  });

  it('counts once when they come to the hall as well', async () => {
    const { field } = school;
    await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,Lớp,C');
    await field.good('sessions', 'activity,number,date\nT,1,2025-08-20');
    await field.good('participations', 'activity,person,group\nT,an,parent');
    await field.good('attendance', 'activity,session,person,status\nT,1,an,present');
    expect(await field.ledger()).toHaveLength(4);
    expect(await covered()).toEqual([1, 1]);
  });
});
