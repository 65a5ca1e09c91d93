import { basename } from 'node:path';
import type { Page } from 'playwright-core';

/** A file as somebody chooses it. */
export interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A trainer who makes a course by its pages alone. */
export class Author {
  /** Of the course, as it was given by the page. */
  code = '';

  constructor(readonly page: Page) {}

  /** Begins a course of the plan at a place, and lands on its draft. */
  async course(title: string, place: string): Promise<void> {
    await this.page.goto('/courses');
    await this.page.getByRole('link', { name: 'Tạo khóa học' }).first().click();
    await this.fill('Tên khóa học', title);
    await this.fill('Địa bàn', place);
    await this.fill('Giới thiệu', 'Học xong, anh chị **nhận ra** lao động trẻ em.');
    await this.press('Tạo khóa học và soạn bài');
    await this.said('Đã tạo khóa học.');
    this.code = basename(new URL(this.page.url()).pathname.replace(/\/draft$/, ''));
  }

  /** A single choice of the plan's bank: the first answer is right. */
  async question(ref: string, text: string): Promise<void> {
    await this.page.goto('/quizzes/P');
    await this.page.getByRole('link', { name: 'Một lựa chọn' }).click();
    await this.page.getByLabel('Câu hỏi', { exact: true }).fill(text);
    for (const [at, answer] of ['đúng', 'sai'].entries()) {
      const row = this.page.getByRole('group', { name: `Dòng ${at + 1}` });
      await row.getByLabel('Nội dung').fill(answer);
      if (at === 0) await row.getByRole('checkbox').check();
    }
    await this.fill('Mã câu hỏi', ref);
    await this.press('Lưu câu hỏi');
    await this.said('Đã thêm câu hỏi.');
  }

  /** Sends files to the course, one after the other. */
  async files(files: readonly ChosenFile[]): Promise<void> {
    await this.draft();
    await this.page.getByRole('link', { name: 'Tệp của khóa học' }).click();
    for (const file of files) {
      await this.page.getByLabel('Chọn tệp').setInputFiles(file);
      await this.press('Thêm tệp');
      await this.said('Đã thêm tệp');
    }
  }

  async section(title: string): Promise<void> {
    await this.draft();
    await this.page.locator('#section_title').fill(title);
    await this.press('Thêm phần');
    await this.page.getByRole('heading', { name: title }).waitFor();
  }

  /** Adds a lesson to the last section and writes it. @param write fills its form in */
  async lesson(title: string, kind: string, write: () => Promise<void>): Promise<void> {
    await this.draft();
    await this.fill('Tên bài học', title);
    await this.page.getByRole('radio', { name: kind }).check();
    await this.press('Thêm bài học');
    await this.page.getByRole('heading', { name: title }).first().waitFor();
    await write();
    await this.press('Lưu');
    await this.said(`Đã lưu bài “${title}”.`);
  }

  async draft(): Promise<void> {
    await this.page.goto(`/courses/${this.code}/draft`);
  }

  /** The titles of the draft's lessons, in their order. */
  async outline(): Promise<string[]> {
    await this.draft();
    return this.page.locator('main section li > span > a').allTextContents();
  }

  async fill(label: string, value: string): Promise<void> {
    await this.page.getByLabel(label).fill(value);
  }

  async choose(label: string, option: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).selectOption(option);
  }

  async rule(name: string): Promise<void> {
    await this.page.getByRole('radio', { name }).check();
  }

  press(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).click();
  }

  said(text: string): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }
}
