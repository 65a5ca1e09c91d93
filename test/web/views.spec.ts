import Handlebars from 'handlebars';
import { LOCALES } from '../../src/i18n/locale.js';
import { paths } from '../../src/web/paths.js';
import { viewHelpers } from '../../src/web/view-helpers.js';
import { filesOf, textOf, writtenInSources, writtenInViews } from './messages-used.js';

const views = filesOf('views', '.hbs').map((file) => ({
  name: file.slice('views/'.length, -'.hbs'.length),
  text: textOf(file).replace(/\{\{!--[\s\S]*?--\}\}/g, ''),
}));
const names = new Set(views.map(({ name }) => name));
const isLetter = (name: string): boolean => /^mail\/.+\.(vi|en)$/.test(name);
const partials = views.filter(({ name }) => name.startsWith('partials/')).map(({ name }) => name.slice(9));
const pages = views.filter(({ name }) => !name.startsWith('partials/') && !isLetter(name)).map(({ name }) => name);
const written = writtenInSources();
const literals = new Set(written.map(({ text }) => text));

/** The views that have a piece of text that they must not have. */
const having = (rule: RegExp): string[] => views.filter(({ text }) => rule.test(text)).map(({ name }) => name);

describe('the views', () => {
  it('use every partial, and only those that are there', () => {
    const used = views.flatMap(({ text }) => [...text.matchAll(/\{\{~?#?> *([\w-]+)/g)].map(([, name = '']) => name));
    expect([...new Set(used)].filter((name) => !partials.includes(name))).toEqual([]);
    expect(partials.filter((name) => !used.includes(name))).toEqual([]);
    expect(having(/\{\{~?#?> *\(/)).toEqual([]);
  });

  it('are all shown by some controller, and every page that a controller names is there', () => {
    const unused = pages.filter((name) => !literals.has(name));
    expect(unused).toEqual([]);
    const folders = new Set(pages.filter((name) => name.includes('/')).map((name) => name.split('/')[0] ?? ''));
    const named = written.filter(
      ({ text, role }) =>
        role !== 'Controller#0' &&
        (/^(page|formAgain)#0$/.test(role) ||
          (/^[a-z]+\/[a-z-]+$/.test(text) && folders.has(text.split('/')[0] ?? ''))),
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter(({ text }) => !names.has(text)).map(({ text, file }) => `${text} in ${file}`)).toEqual([]);
  });

  it('hold every letter in both languages, and every letter is written', () => {
    const letters = [...new Set([...names].filter(isLetter).map((name) => name.slice(5).replace(/\.\w+$/, '')))];
    expect(letters.length).toBeGreaterThan(0);
    for (const letter of letters) {
      expect(LOCALES.filter((locale) => !names.has(`mail/${letter}.${locale}`))).toEqual([]);
      expect([letter, literals.has(letter)]).toEqual([letter, true]);
    }
  });

  it('escape everything they print', () => {
    expect(having(/\{\{~?\{|\{\{~?&/)).toEqual([]);
  });

  it('have no script, no style of their own, and load nothing from elsewhere', () => {
    // Pages that bring a script say so to the page writer; the head of the page then loads it from a file of ours.
    expect(having(/<script/i)).toEqual(['partials/head']);
    expect(
      having(/<script(?! type="module" src="\{\{@root\.script\}\}"><\/script>)|javascript:|\son[a-z]+\s*=/i),
    ).toEqual([]);
    // A letter is read far from our style sheet: it brings its own in its head.
    expect(having(/<style/i)).toEqual(['mail/layout.html']);
    expect(having(/\sstyle\s*=|<object|<embed/i)).toEqual([]);
    // A PDF of a course, which is ours: the policy of pages frames nobody else. And a package, in a sandbox.
    const [pdf, framed] = ['partials/lesson-body', 'partials/package-frame'];
    expect(having(/<iframe/i)).toEqual([pdf, framed]);
    expect(having(/<iframe(?! sandbox="\{\{sandbox\}\}")/i)).toEqual([pdf]);
    expect(having(/\s(src|href|action)="(https?:)?\/\//i)).toEqual([]);
  });

  it('send the token with every form that changes something', () => {
    const forms = views.flatMap(({ name, text }) =>
      [...text.matchAll(/<form\b[\s\S]*?<\/form>/g)].map(([form]) => ({ name, form })),
    );
    const changing = forms.filter(({ form }) => !/^<form[^>]*\smethod="get"/.test(form));
    expect(changing.length).toBeGreaterThan(20);
    const open = changing.filter(({ form }) => !form.includes('{{csrf}}') || !/^<form[^>]*\smethod="post"/.test(form));
    // On the first run there is nobody yet, and so no session whose token could be sent.
    expect(open.map(({ name }) => name)).toEqual(['accounts/first-run']);
    // A form that begins in one view and ends in another could not be judged.
    const torn = views.filter(({ text }) => text.split('<form').length !== text.split('</form>').length);
    expect(torn.map(({ name }) => name)).toEqual([]);
  });

  it('name only helpers that are there', () => {
    const knownHelpers = Object.fromEntries(Object.keys(viewHelpers()).map((name) => [name, true]));
    for (const { name, text } of views.filter((view) => !isLetter(view.name))) {
      const compile = (): unknown => Handlebars.precompile(text, { knownHelpers, knownHelpersOnly: true });
      expect([name, compile]).toEqual([name, expect.any(Function)]);
      expect(compile).not.toThrow();
    }
  });

  it('lead only to addresses that are there, and every address is led to', () => {
    const named = writtenInViews().filter(({ role }) => role === 'path#0');
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ text }) => !(text in paths)).map(({ text, file }) => `${text} in ${file}`)).toEqual([]);
    const source = filesOf('src', '.ts').map(textOf).join('\n');
    const used = (name: string): boolean =>
      named.some(({ text }) => text === name) || new RegExp(`\\bpaths\\.${name}\\b`).test(source);
    expect(Object.keys(paths).filter((name) => !used(name))).toEqual([]);
  });
});
