import { Controller, Get } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import supertest from 'supertest';
import { AppModule } from '../../src/app.module.js';
import { loadSecret } from '../../src/config/secret.js';
import { type DeclaredRoute, OpenApi } from '../../src/web/api/openapi.js';
import { Story } from '../support/story.js';
import { undoEverything } from '../support/undone.js';
import { aboutOf, ask, type Caller, callerOf, nameOf } from './rights/callers.js';

let story: Story;
let routes: DeclaredRoute[];
let caller: Caller;
beforeAll(async () => {
  story = await Story.create();
  routes = story.world.get(OpenApi).routes();
  caller = await callerOf(story, 'administrator', null);
});
afterAll(() => story.world.close());

/** What anybody on the network may ask for. A line more here is a decision. */
const OPEN_TO_ALL = [
  'GET /.well-known/lan-toa-keys.json',
  'GET /.well-known/lan-toa-keys/{kid}.json',
  'GET /api/v1/openapi.json',
  'GET /assets/lan-toa.{hash}.css',
  'GET /calendar/feed/{token}.ics',
  'GET /check-in/here/{pass}',
  'GET /check-in/{ticket}',
  'GET /content/-/{name}.js',
  'GET /content/{ticket}/{*path}',
  'GET /first-run',
  'GET /healthz',
  'GET /k',
  'GET /k/{code}',
  'GET /k/{code}/pictures/{name}',
  'GET /k/{code}/survey',
  'GET /k/{code}/{moment}',
  'GET /learning',
  'GET /learning/certificates/{code}.pdf',
  'GET /learning/code/{code}',
  'GET /learning/in/{token}',
  'GET /learning/join/{token}',
  'GET /learning/sign-in',
  'GET /learning/{code}',
  'GET /learning/{code}/media/{name}',
  'GET /learning/{code}/pictures/{name}',
  'GET /learning/{code}/{lesson}',
  'GET /learning/{code}/{lesson}/attempts/{attempt}',
  'GET /locale',
  'GET /mine/{token}',
  'GET /mine/{token}/calendar.ics',
  'GET /mine/{token}/certificates/{code}.jwt',
  'GET /mine/{token}/certificates/{code}.pdf',
  'GET /mine/{token}/correction',
  'GET /mine/{token}/mail',
  'GET /mine/{token}/withdrawal',
  'GET /offline',
  'GET /password/forgotten',
  'GET /password/reset',
  'GET /readyz',
  'GET /scripts/{folder}/{name}.js',
  'GET /sign-in',
  'GET /verify',
  'GET /verify/offline',
  'GET /verify/offline.html',
  'GET /verify/{code}',
  'POST /check-in/here/{pass}',
  'POST /first-run',
  'POST /k',
  'POST /k/{code}/survey',
  'POST /k/{code}/{moment}',
  'POST /k/{code}/{moment}/beginning',
  'POST /k/{code}/{moment}/submission',
  'POST /learning/in/{token}',
  'POST /learning/join/{token}',
  'POST /learning/sign-in',
  'POST /learning/sign-in/code',
  'POST /learning/sign-out',
  'POST /learning/{code}/knowledge',
  'POST /learning/{code}/{lesson}/attempts',
  'POST /learning/{code}/{lesson}/attempts/{attempt}',
  'POST /learning/{code}/{lesson}/attempts/{attempt}/submission',
  'POST /learning/{code}/{lesson}/package',
  'POST /learning/{code}/{lesson}/progress',
  'POST /mine/{token}/choices',
  'POST /mine/{token}/correction',
  'POST /mine/{token}/mail',
  'POST /mine/{token}/withdrawal',
  'POST /password/forgotten',
  'POST /password/reset',
  'POST /sign-in',
  'POST /sign-out',
];

/** A route whose author said nothing of who may come in. */
@Controller('forgotten')
class ForgottenController {
  @Get()
  show(): string {
    return 'open';
  }
}

describe('who may come in', () => {
  it('is said by every route', () => {
    expect(routes.length).toBeGreaterThan(140);
    expect(routes.filter(({ access }) => !access).map(nameOf)).toEqual([]);
  });

  it('is everybody only where it is listed', () => {
    const open = routes.filter(({ access }) => access?.kind === 'public');
    expect(open.map(nameOf).sort()).toEqual(OPEN_TO_ALL);
    const half = routes.filter(({ access }) => access?.kind === 'half');
    expect(half.map(nameOf).sort()).toEqual(['GET /sign-in/code', 'POST /sign-in/code']);
  });

  it('is nobody where a route says nothing, not even an administrator', async () => {
    const { settings, database } = story.world;
    const real = AppModule.with(settings, loadSecret(settings), database);
    const app = await NestFactory.create(
      { module: class WithForgotten {}, imports: [real], controllers: [ForgottenController] },
      { logger: false },
    );
    await app.init();
    const get = (path: string) => supertest(app.getHttpServer()).get(path).set('Cookie', caller.member.cookie);
    await get('/account').expect(200);
    const { text } = await get('/forgotten').expect(403);
    expect(text).not.toContain('open');
    await supertest(app.getHttpServer()).get('/forgotten').expect(403);
    await app.close();
  });
});

describe('reading', () => {
  it('writes nothing', async () => {
    const { database } = story.world;
    const transactions = undoEverything(database);
    const writing: string[] = [];
    const about = aboutOf(story, 'own', caller, caller);
    for (const route of routes.filter(({ method }) => method === 'get')) {
      const before = transactions();
      const answer = await ask(story, route, about, caller, 'session');
      expect([nameOf(route), answer.status < 500]).toEqual([nameOf(route), true]);
      if (transactions() > before) writing.push(nameOf(route));
    }
    // Who reads a letter is written down (it may hold a link that sets a password), and guesses at such links are counted;
    // so is who opens the record of a child by name, and when a telephone last fetched its calendar. A print of letters makes the
    // links that stand in them, one of sheets the codes.
    expect(writing.sort()).toEqual([
      ...['GET /activities/{code}/certificates/all.pdf', 'GET /activities/{code}/certificates/all.zip'],
      'GET /activities/{code}/letters/{kind}/print.pdf',
      'GET /calendar/feed/{token}.ics',
      'GET /enrolments/{code}/slips.pdf',
      'GET /knowledge/{code}/sheets.pdf',
      ...['GET /outbox/{id}', 'GET /outbox/{id}/attachments/{n}'],
      'GET /password/reset',
      ...['GET /people/{id}/consents/new', 'GET /people/{id}/consents/{consent}'],
    ]);
  });
});
