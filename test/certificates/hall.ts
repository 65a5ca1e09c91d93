import { CertificateRegister, type Registered } from '../../src/certificates/certificate-register.js';
import { Issuing } from '../../src/certificates/issuing.js';
import { Field } from '../activities/field.js';
import type { Member } from '../support/world.js';

/** A training that is over: An, Bình and the child Cúc were there, Dung missed the second of two sessions. */
export class Hall {
  private constructor(
    readonly field: Field,
    readonly organizer: Member,
    readonly trainer: Member,
  ) {}

  static async create(env: Record<string, string> = {}): Promise<Hall> {
    const field = await Field.create(env);
    await field.good(
      'people',
      `ref,full_name,sex,birth_date,birth_year,unit,email
       an,Lò Văn An,m,1985-06-05,,C,an@example.vn
       binh,Mào Thị Bình,f,,1990,C,
       cuc,Sùng Thị Cúc,f,2015-01-02,,6A,
       dung,Vàng A Dũng,m,,,C,dung@example.vn`,
    );
    await field.good(
      'activities',
      `code,plan,kind,title,unit,min_attendance,status
       T,P,training,Kỹ năng phát hiện lao động trẻ em,C,100%,done
       V,P,campaign,Đợt truyền thông,C,,done`,
    );
    await field.good(
      'sessions',
      `activity,number,date,start,end,status
       T,1,2025-03-03,08:00,11:30,held
       T,2,2025-03-05,13:30,17:00,held`,
    );
    await field.good(
      'participations',
      `activity,person,group
       T,an,teacher
       T,binh,parent
       T,cuc,child
       T,dung,teacher`,
    );
    await field.good(
      'attendance',
      `activity,session,person,status
       T,1,an,present
       T,2,an,late
       T,1,binh,present
       T,2,binh,present
       T,1,cuc,present
       T,2,cuc,present
       T,1,dung,present
       T,2,dung,absent`,
    );
    return new Hall(field, await field.world.member('organizer'), await field.world.member('trainer'));
  }

  issue(code = 'T'): ReturnType<Issuing['issue']> {
    return this.field.world.get(Issuing).issue(code);
  }

  /** All certificates of the training, in the order of issue. */
  async register(): Promise<Registered[]> {
    return this.field.world.get(CertificateRegister).ofActivity(await this.field.id('activities', 'code', 'T'));
  }

  /** The latest certificate of somebody. @param ref of the person */
  async of(ref: string): Promise<Registered> {
    const id = await this.field.id('people', 'ref', ref);
    const found = (await this.register()).findLast((each) => each.holder_id === id);
    if (!found) throw new Error(`${ref} has no certificate`);
    return found;
  }

  /** How many rows a table has. */
  async count(table: string): Promise<number> {
    const row = await this.field.world.database.row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(row?.n ?? 0);
  }

  close(): Promise<void> {
    return this.field.world.close();
  }
}
