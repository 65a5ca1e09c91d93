import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { axeFindings, complaintsOf, overflowAt, Site } from '../support/browser.js';
import { ROOT } from '../support/command.js';
import type { Member } from '../support/world.js';
import { Classroom } from './classroom.js';

jest.setTimeout(240_000);

/** What a player in the browser says of itself; the types of browsers are not those of the server. */
interface Film {
  duration: number;
  textTracks: { cues: { length: number } | null }[];
}

let room: Classroom;
let site: Site;
let author: Member;
let phone: BrowserContext;
let page: Page;
let complaints: string[];
const film = readFileSync(join(ROOT, 'test', 'fixtures', 'media', 'film.mp4'));
const VTT = Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nXin chào\n');
/** One page with nothing on it, as Chromium's own reader opens it. */
const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

beforeAll(async () => {
  room = await Classroom.create();
  const { world, places } = room.field;
  author = await world.member('trainer', places.get('C'));
  for (const [content, name] of [
    [film, 'phim.mp4'],
    [VTT, 'phim.vtt'],
    [PDF, 'a.pdf'],
  ] as const) {
    const request = world.request().post('/courses/K/media').set('Cookie', author.cookie).field('_csrf', author.csrf);
    await request.attach('file', content, name).expect(303);
  }
  site = await Site.open(world);
  phone = await site.window({ locale: 'vi', width: 360, dark: false, cookie: author.cookie, javaScript: true });
  page = await phone.newPage();
  complaints = complaintsOf(page);
});
afterAll(async () => {
  await phone.close();
  await site.close();
  await room.field.world.close();
});

async function sound(): Promise<void> {
  expect([await axeFindings(page), await overflowAt(page, 360), complaints]).toEqual([[], 0, []]);
}

async function becomes<T>(wanted: T, read: () => Promise<T>): Promise<void> {
  for (let times = 0; times < 100 && (await read()) !== wanted; times += 1) await page.waitForTimeout(100);
  expect(await read()).toBe(wanted);
}

async function addLesson(title: string, kind: string): Promise<void> {
  await page.goto('/courses/K/draft');
  await page.getByLabel('Tên bài học').fill(title);
  await page.getByLabel(kind).check();
  await sound();
  await page.getByRole('button', { name: 'Thêm bài học' }).click();
}

describe('an author on a telephone', () => {
  it('makes a lesson with a film, which plays with its captions', async () => {
    await page.goto('/courses/K/draft');
    await page.getByLabel('Tên phần').fill('Nhận biết');
    await page.getByRole('button', { name: 'Thêm phần' }).click();
    await addLesson('Phim', 'Video');
    await page.getByLabel('Video', { exact: true }).selectOption('phim.mp4');
    await page.getByLabel('Phụ đề (Tiếng Việt)').selectOption('phim.vtt');
    await sound();
    await page.getByRole('button', { name: 'Lưu' }).last().click();
    await page.goto('/courses/K/versions/1/lessons/phim');
    const video = page.locator('video');
    await becomes(3, () => video.evaluate((film) => (film as unknown as Film).duration));
    await becomes(1, () => video.evaluate((film) => (film as unknown as Film).textTracks[0]?.cues?.length ?? 0));
    await sound();
  });

  it('makes a lesson with a PDF, which is shown in the page', async () => {
    await addLesson('Tờ rơi', 'Tệp PDF');
    await page.getByLabel('Tệp PDF').selectOption('a.pdf');
    await page.getByRole('button', { name: 'Lưu' }).last().click();
    const answered = page.waitForResponse((response) => response.url().endsWith('/media/a.pdf'));
    await page.goto('/courses/K/versions/1/lessons/to-roi');
    expect((await answered).status()).toBe(200);
    await page.waitForTimeout(1500);
    expect(page.frames().map((frame) => new URL(frame.url(), 'x:').pathname)).toContain('/courses/K/media/a.pdf');
    expect(await page.getByRole('link', { name: 'Tải a.pdf' }).getAttribute('href')).toBe(
      '/courses/K/media/a.pdf?save=1',
    );
    await sound();
  });

  it('publishes', async () => {
    await page.goto('/courses/K');
    await sound();
    await page.getByRole('button', { name: 'Công bố phiên bản này' }).click();
    await page.getByText('Đã công bố phiên bản 1.').waitFor();
    await page.goto('/courses');
    await sound();
  });
});
