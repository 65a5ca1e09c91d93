import { setClock } from '../../src/config/clock.js';
import { LetterDesk } from '../../src/letters/letter-desk.js';
import { Outbox } from '../../src/mail/outbox.js';
import { Sender } from '../../src/mail/sender.js';
import { ParticipantChoices } from '../../src/mine/participant-choices.js';
import { Hall } from '../certificates/hall.js';
import { headerOf, MailServer, type TakenLetter } from '../support/mail-server.js';
import { letterTo, messageRows } from '../support/letters.js';

let server: MailServer;
let hall: Hall;

async function open(site: string): Promise<void> {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  server = await MailServer.start();
  hall = await Hall.create({ SMTP_URL: server.url(), MAIL_FROM: 'no-reply@example.vn', PUBLIC_URL: site });
}
afterEach(async () => {
  setClock();
  await hall.close();
  await server.close();
});

async function thanked(): Promise<TakenLetter> {
  const { world } = hall.field;
  await world.get(LetterDesk).send('T', 'thanks');
  await world.get(Sender).sendWaiting();
  const letter = server.letters.find(({ to }) => to[0] === 'an@example.vn');
  if (!letter) throw new Error('nothing came');
  return letter;
}

describe('the button of mail programs that ends letters', () => {
  it('is on letters to participants, with the token of the letter itself, and ends them', async () => {
    await open('https://lantoa.example.vn');
    const letter = await thanked();
    const [, token] = /\/mine\/([\w-]{43})\s/.exec((await messageRows(hall.field.world))[0]?.body ?? '') ?? [];
    expect(headerOf(letter, 'List-Unsubscribe')).toEqual([`<https://lantoa.example.vn/mine/${token}/mail>`]);
    expect(headerOf(letter, 'List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click']);
    const { world } = hall.field;
    await world.request().get(`/mine/${token}/mail`).expect(303).expect('Location', `/mine/${token}`);
    const an = await hall.field.id('people', 'ref', 'an');
    const wanted = async () => (await world.get(ParticipantChoices).of([an])).get(an)?.mails;
    expect(await wanted()).toBe('all');
    await world.request().post(`/mine/${token}/mail`).type('form').send('List-Unsubscribe=One-Click').expect(200);
    expect(await wanted()).toBe('none');
  });

  it('needs https to be one press: else it only leads to the page', async () => {
    await open('http://lantoa.example.vn');
    const letter = await thanked();
    expect(headerOf(letter, 'List-Unsubscribe')).toEqual([expect.stringMatching(/^<http:\S+\/mail>$/)]);
    expect(headerOf(letter, 'List-Unsubscribe-Post')).toEqual([]);
  });

  it('is not on letters about accounts', async () => {
    await open('https://lantoa.example.vn');
    const { world } = hall.field;
    await world.database.transaction(() => world.get(Outbox).put(letterTo('lo-thiet@example.vn')));
    await world.get(Sender).sendWaiting();
    const [letter] = server.letters;
    expect(letter?.to).toEqual(['lo-thiet@example.vn']);
    expect(letter?.raw).not.toContain('List-');
  });

  it.each([
    'https://x.vn/mine/a\r\nBcc: ai@example.vn',
    'https://x.vn/mine/a>,<mailto:ai@example.vn',
    'https://x.vn/mine/a b',
    'javascript:alert(1)',
    'mailto:ai@example.vn',
  ])('cannot add anything to the head of a letter: %j', async (unsubscribe_url) => {
    await open('https://lantoa.example.vn');
    const { world } = hall.field;
    const put = world.database.transaction(() =>
      world.get(Outbox).put({ ...letterTo('a@example.vn'), unsubscribe_url }),
    );
    await expect(put).rejects.toMatchObject({ key: 'mail.header' });
  });
});
