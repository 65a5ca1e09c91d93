import type { Response } from 'supertest';
import { setClock } from '../../src/config/clock.js';
import { Field } from '../activities/field.js';

const START = Date.parse('2025-09-01T03:00:00Z');

/** A district whose people learn. An is alone with the address; Bé and Bình share one. */
export class School {
  private at = START;

  private constructor(readonly field: Field) {}

  static async create(env: Record<string, string> = {}): Promise<School> {
    setClock(() => new Date(START));
    const school = new School(await Field.create(env));
    setClock(() => new Date(school.at));
    await school.field.good(
      'people',
      `ref,full_name,unit,birth_year,email
      an,Nguyễn Thị An,C,1980,an@example.vn\nbe,Lò Văn Bé,C,1990,nha@example.vn
      binh,Lò Văn Bình,C,1991,nha@example.vn\nkhac,Vàng A Khác,B,1985,`,
    );
    return school;
  }

  async close(): Promise<void> {
    await this.field.world.close();
    setClock();
  }

  /** Lets time pass. */
  wait(minutes: number): void {
    this.at += minutes * 60_000;
  }

  id(ref: string): Promise<number> {
    return this.field.id('people', 'ref', ref);
  }

  request(): ReturnType<Field['world']['request']> {
    return this.field.world.request();
  }

  form(path: string, body: object = {}, cookie = '') {
    return this.request().post(path).set('Cookie', cookie).type('form').send(body);
  }

  /** Asks for a mailed link. @returns the paths in the letters that were written for it */
  async mailed(email: string): Promise<string[]> {
    const before = await this.letters();
    await this.form('/learning/sign-in', { email }).expect(200);
    return (await this.letters()).slice(before.length);
  }

  /** The paths of sign-in in all letters. */
  async letters(): Promise<string[]> {
    const rows = await this.field.world.database.rows<{ text: string }>(
      "SELECT body AS text FROM outbox WHERE kind = 'learner_link' ORDER BY id",
    );
    return rows.map(({ text }) => /\/learning\/in\/[\w-]+/.exec(text)?.[0] ?? '');
  }

  /** The cookie of somebody who signs in by mail. */
  async signedIn(email: string, body: object = {}): Promise<string> {
    const [link = ''] = await this.mailed(email);
    return cookieOf(await this.form(link, body).expect(303));
  }
}

/** The cookie that an answer gives, as it is sent back. */
export function cookieOf(response: Response): string {
  const given = (response.headers['set-cookie'] as unknown as string[] | undefined) ?? [];
  return given.find((each) => each.startsWith('lan-toa-learner='))?.split(';')[0] ?? '';
}
