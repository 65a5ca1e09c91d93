import { setClock } from '../../src/config/clock.js';
import { LetterChoices } from '../../src/letters/letter-choices.js';
import type { Member } from '../support/world.js';
import { julyClass } from './july.js';

const july = julyClass('an,teacher', 'binh,parent', 'cuc,child', 'dung,teacher');
const { get, sql, invite, move, change } = july;
beforeEach(async () => {
  await invite();
  await sql("UPDATE outbox SET state = 'sent'");
});

const PAGE = '/activities/F/letters/change';
const shown = async (path = PAGE, by = july.hall.organizer): Promise<string> => (await by.get(path).expect(200)).text;
/** An organizer who signs in on a day: sign-ins end. */
const onDay = (day: string): Promise<Member> => {
  setClock(() => new Date(`${day}T03:00:00Z`));
  return july.hall.field.world.member('organizer');
};

describe('who is told of a change', () => {
  it('is the roster: by mail who was invited so, on paper everybody else', async () => {
    await move({ date: '2025-07-02' });
    expect(await shown()).toContain(
      '4 người &#x3D; 2 đã viết thư + 0 sẽ gửi thư + 2 in giấy. Thư đã viết: 0 đã gửi, 2 đang chờ, 0 tạm dừng.',
    );
    await sql("UPDATE outbox SET state = 'failed' WHERE kind = 'change' AND recipient = 'an@example.vn'");
    const { text } = await july.hall.organizer.get(`${PAGE}?way=paper`).expect(200);
    expect(text).toContain('1 đã viết thư + 0 sẽ gửi thư + 3 in giấy');
    expect(text).toContain('thư không gửi được');
    expect(text).toContain('In 3 phiếu');
    expect(await shown('/activities/F/letters')).toContain('Báo thay đổi hoặc hủy');
  });

  it('is on paper who was invited by mail where changes are not told so, and who joined since', async () => {
    await july.hall.field.good('people', 'ref,full_name,unit,email\nbinh,Mào Thị Bình,C,binh@example.vn');
    await get(LetterChoices).choose('F', 0, { reminder_days: [], tells_changes: 0, certificate_as: 'link' });
    expect(await shown()).toContain('2 đã viết thư + 0 sẽ gửi thư + 2 in giấy');
    await move({ date: '2025-07-02' });
    const text = await shown();
    expect(text).toContain('0 đã viết thư + 0 sẽ gửi thư + 4 in giấy');
    expect(text.split('chưa có thư nào báo lịch hiện nay')).toHaveLength(4);
  });
});

describe('the paper about a change', () => {
  it('says the sessions to come as they stand', async () => {
    await move({ date: '2025-07-02' });
    const text = await shown(PAGE, await onDay('2025-07-03'));
    expect(text).toContain('Lịch dưới đây của lớp tập huấn “Lớp tháng bảy” tại Xã C, Xã D thay cho lịch đã báo trước.');
    expect(text).toContain('Buổi 2: 08/07/2025');
    expect(text).not.toContain('Buổi 1: 02/07/2025');
    expect(text).not.toContain('Lịch kèm theo thư này');
  });

  it('says that the whole is cancelled', async () => {
    await change({ status: 'cancelled' });
    const text = await shown();
    expect(text).toContain('Đã hủy: Lớp tháng bảy');
    expect(text).toContain('Không còn buổi nào diễn ra.');
    await july.hall.organizer.get(`${PAGE}/print.pdf?form=slips`).expect(200);
  });

  it('says where no session is left, each having been cancelled', async () => {
    // Beside the rules: what is derived is not compared at the end.
    july.hall.field.world.isRecorded = false;
    await sql("UPDATE sessions SET status = 'cancelled' WHERE date > '2025-06-20'");
    expect(await shown()).toContain('Hiện không còn buổi nào sắp tới.');
    await july.hall.organizer.get(`${PAGE}/print.pdf?form=slips`).expect(200);
  });

  it('is printed, and not sent: letters about a change go by themselves', async () => {
    await move({ date: '2025-07-02' });
    const answer = await july.hall.organizer.get(`${PAGE}/print.pdf`).expect(200);
    expect(answer.headers['content-disposition']).toContain('F-change.pdf');
    const [event] = await july.hall.field.world.database.rows<{ detail: string }>(
      "SELECT detail FROM events WHERE kind = 'letters.printed'",
    );
    expect(JSON.parse(event?.detail ?? '')).toEqual({ activity: 'F', letter: 'change', form: 'letters', count: 2 });
    expect(await shown()).not.toContain(`action="${PAGE}"`);
    await july.hall.organizer.post(PAGE).expect(404);
  });

  it('is none of a draft, nor once every session is over', async () => {
    const late = await onDay('2025-07-20');
    expect(await shown(PAGE, late)).toContain('Mọi buổi đã qua');
    expect(await shown(PAGE, late)).not.toContain('print.pdf');
    await late.get(`${PAGE}/print.pdf`).expect(303);
    setClock(() => new Date('2025-06-20T03:00:00Z'));
    await change({ status: 'draft' });
    await july.hall.organizer.get(`${PAGE}/print.pdf`).expect(303);
  });

  it('is not there for another territory', async () => {
    const foreign = await july.hall.field.world.member('organizer', july.hall.field.places.get('N'));
    await foreign.get(PAGE).expect(404);
    await foreign.get(`${PAGE}/print.pdf`).expect(404);
  });
});
