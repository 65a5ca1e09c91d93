import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Handlebars from 'handlebars';
import { viewHelpers } from '../../src/web/view-helpers.js';

const root = resolve(import.meta.dirname, '../..');
const cssFolder = join(root, 'public/css');
const partialFolder = join(root, 'views/partials');
const read = (...parts: string[]): string => readFileSync(join(...parts), 'utf8');
const order = JSON.parse(read(cssFolder, 'order.json')) as string[];
const css = (file: string): string => read(cssFolder, file).replace(/\/\*[\s\S]*?\*\//g, '');
const partials = readdirSync(partialFolder).filter((file) => file.endsWith('.hbs'));
const views = [
  ...partials.map((file) => ['partials', file] as const),
  ...['layout.hbs', 'layout-plain.hbs'].map((file) => ['.', file] as const),
].map(([folder, file]) => ({ file, text: read(root, 'views', folder, file) }));

describe('style sheet', () => {
  it('is made of every file in the folder, each once, the layers first', () => {
    const files = readdirSync(cssFolder).filter((file) => file.endsWith('.css'));
    expect([...order].sort()).toEqual(files.sort());
    expect(order[0]).toBe('layers.css');
  });

  it('keeps every rule inside one declared layer, in the order of the layers', () => {
    const layers = (/@layer ([^;]+);/.exec(css('layers.css'))?.[1] ?? '').split(',').map((name) => name.trim());
    const used = order
      .filter((file) => file !== 'layers.css' && file !== 'fonts.css')
      .map((file) => {
        const opened = [...css(file).matchAll(/^@layer (\w+) \{/gm)].map((match) => match[1]);
        expect([file, opened.length]).toEqual([file, 1]);
        expect(css(file).trimEnd().endsWith('}')).toBe(true);
        return layers.indexOf(opened[0] ?? '');
      });
    expect(used).toEqual([...used].sort((a, b) => a - b));
    expect(used).not.toContain(-1);
  });

  it('stays inside what Chrome 109 and Firefox ESR 115 understand', () => {
    for (const file of order) {
      expect([file, /light-dark\(|oklch\(|color-mix\(|:has\(|&|@container|text-transform/.test(css(file))]).toEqual([
        file,
        false,
      ]);
    }
  });

  it('names colours in the tokens only; print has its own', () => {
    const own = ['tokens.css', 'print.css'];
    const strangers = order.filter((file) => !own.includes(file) && /#[0-9a-f]{3,8}\b|rgb\(|hsl\(/i.test(css(file)));
    expect(strangers).toEqual([]);
  });

  it('has three subsets of each weight of the font, served from this folder', () => {
    const urls = [...css('fonts.css').matchAll(/url\('([^']+)'\)/g)].map((match) => match[1] ?? '');
    expect(urls).toHaveLength(12);
    for (const url of urls)
      expect(
        readFileSync(join(root, 'public', url))
          .subarray(0, 4)
          .toString(),
      ).toBe('wOF2');
  });
});

describe('contrast of the tokens', () => {
  const [light = '', dark = ''] = css('tokens.css').split('prefers-color-scheme: dark');
  const colour = (text: string, name: string): string =>
    new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(text)?.[1] ?? `no --${name}`;
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [x = 0, y = 0] = [luminance(a), luminance(b)].sort((m, n) => n - m);
    return (x + 0.05) / (y + 0.05);
  };
  const grounds = ['paper', 'surface', 'sunk'];
  const pairs = [
    ...['ink', 'ink-soft', 'cham'].flatMap((text) => grounds.map((ground) => [text, ground])),
    ...['met', 'unsure', 'short', 'none'].flatMap((text) => [
      [text, `${text}-tint`],
      [text, 'surface'],
    ]),
    ['on-cham', 'cham'],
  ];

  it.each([
    ['light', light],
    ['dark', dark],
  ])('is at least 6:1 for text in %s, and 3:1 for the edges of controls', (_, tokens) => {
    for (const [text = '', ground = ''] of pairs) {
      const ratio = contrast(colour(tokens, text), colour(tokens, ground));
      expect([text, ground, ratio >= 6]).toEqual([text, ground, true]);
    }
    expect(contrast(colour(tokens, 'line-strong'), colour(tokens, 'surface'))).toBeGreaterThan(3);
  });
});

describe('partials and layouts', () => {
  it('begin with a comment that says their parameters', () => {
    const silent = views.filter(({ text }) => !/^\{\{!-- [\s\S]+?(Parameters|Root)[\s\S]*?--\}\}/.test(text));
    expect(silent.map(({ file }) => file)).toEqual([]);
  });

  it('need no script and no style attribute', () => {
    // The script of the few pages that bring one is a file.
    const own = '<script type="module" src="{{@root.script}}"></script>';
    const bad = views.filter(({ text }) =>
      /\sstyle=|<script|<style|\son[a-z]+=|javascript:/i.test(text.replace(own, '')),
    );
    expect(bad.map(({ file }) => file)).toEqual([]);
  });

  it('escape everything they print', () => {
    const raw = views.filter(({ text }) => /\{\{~?\{|\{\{~?&/.test(text));
    expect(raw.map(({ file }) => file)).toEqual([]);
  });

  it('refer only to partials that exist', () => {
    const wanted = views.flatMap(({ text }) => [...text.matchAll(/\{\{#?> ([\w-]+)/g)].map((match) => match[1]));
    const missing = wanted.filter((name) => !partials.includes(`${name ?? ''}.hbs`));
    expect(missing).toEqual([]);
  });
});

describe('rendering', () => {
  const engine = Handlebars.create();
  const options = { preventIndent: true, explicitPartialContext: true };
  engine.registerHelper({
    ...viewHelpers(),
    t: (key: string) => key,
    num: (value: number) => new Intl.NumberFormat('vi').format(value),
    csrf: () => new Handlebars.SafeString('<input type="hidden" name="_csrf" value="token">'),
  });
  for (const file of partials) engine.registerPartial(file.slice(0, -4), read(partialFolder, file));
  const render = (template: string, data: object = {}): string =>
    engine.compile(template, options)(data).replace(/\s+/g, ' ');

  it('ties a field to its hint and its error and keeps what was typed', () => {
    const html = render('{{> field id="name" label="Họ và tên" hint="h" value=value}}', {
      value: '"><b>',
      errors: [{ field: 'name', text: 'Nhập <họ> và tên' }],
    });
    expect(html).toContain('class="field has-error"');
    expect(html).toContain('aria-invalid="true" aria-describedby="name-hint name-error"');
    expect(html).toContain('Nhập &lt;họ&gt; và tên');
    expect(html).toContain('value="&quot;&gt;&lt;b&gt;"');
    expect(html).not.toContain('<b>');
  });

  it('leaves a field without error alone when another one is wrong', () => {
    const html = render('{{> field id="name" label="L"}}', { errors: [{ field: 'email', text: 'x' }] });
    expect(html).not.toMatch(/has-error|aria-invalid|aria-describedby/);
  });

  it('never sends a password back', () => {
    expect(render('{{> field id="p" label="L" type="password" value="secret words"}}')).not.toContain('secret');
  });

  it('keeps the lines of a text area as they were, also inside an indented form', () => {
    const typed = '\n  một\n    hai';
    const html = engine.compile(
      '<div>\n    {{> field id="n" label="L" type="textarea" value=typed}}\n</div>',
      options,
    )({
      typed,
    });
    expect(html).toContain(`>\n${typed}</textarea>`);
  });

  it('keeps the choice of a select and of a group of radios', () => {
    const data = { options: [{ value: 'a', text: 'A' }, { value: 'b', text: 'B' }] }; // prettier-ignore
    expect(render('{{> field id="s" type="select" label="L" options=options value="b"}}', data)).toMatch(
      /value="a">A<.*value="b" selected>B</,
    );
    expect(render('{{> choice id="r" legend="L" options=options value="b"}}', data)).toMatch(
      /id="r" name="r" value="a">.*id="r-1" name="r" value="b" checked>/,
    );
  });

  it('draws a bar with a hatched part only where there is one, and a tick only with a target', () => {
    const certain = render('{{> bullet label="L" floor="68.40%" target="70.00%" tip="70%"}}');
    expect(certain).toContain('<rect class="floor" x="0" y="21" width="68.40%" height="16"/>');
    expect(certain).not.toContain('maybe');
    expect(render('{{> bullet label="L" floor="61.60%" maybe="15.40%"}}')).toMatch(
      /class="maybe" x="61.60%" y="21" width="15.40%" height="16"\/> ?<\/svg>/,
    );
  });

  it('says the status of a matrix cell in words, and links it as a whole', () => {
    const html = render('{{> matrix-cell status="not_met" href="/f" value="65,0%" note="thiếu 2"}}');
    expect(html).toMatch(/<td class="is-short"><a class="cell" href="\/f">.*status\.not_met, <\/span>thiếu 2/);
    expect(render('{{> matrix-cell status="above"}}')).toContain('<span class="vh">cell.above</span>');
  });

  it('labels each cell of a table for the cards of a phone', () => {
    const html = render('{{> table caption="C" columns=columns rows=rows}}', {
      columns: [{ text: 'Tên' }, { text: 'Số buổi', num: true }],
      rows: [{ cells: [{ text: 'Lò Thị Phượng', href: '/p/1' }, { text: '4/5' }] }],
    });
    expect(html).toContain('<th scope="row" role="rowheader"><a href="/p/1">Lò Thị Phượng</a></th>');
    expect(html).toContain('<td role="cell" data-label="Số buổi" class="num">4/5</td>');
  });

  it('marks what a phone leaves out, dashes that say nothing, and what paper leaves out, buttons', () => {
    const html = render('{{> table caption="C" columns=columns rows=rows}}', {
      columns: [{ text: 'Tên' }, { text: 'Tổ chức' }, { text: 'Mức', num: true }, { text: 'Thao tác', screen: true }],
      rows: [{ cells: [{ text: '–' }, { text: '–' }, { text: '–', sub: 'chưa có' }, { text: 'Bỏ', href: '/b' }] }],
    });
    expect(html).toContain('<th scope="row" role="rowheader">–</th>');
    expect(html).toContain('data-label="Tổ chức" class="nil">');
    expect(html).toContain('data-label="Mức" class="num">');
    expect(html).toContain('<th scope="col" role="columnheader" class="no-print">Thao tác</th>');
    expect(html).toContain('data-label="Thao tác" class="no-print">');
  });

  it('posts the way back of a flash with the token', () => {
    const html = render('{{> flash kind="done" text="Đã ghi" undo="/undo"}}');
    expect(html).toMatch(/role="status".*<form method="post" action="\/undo"><input type="hidden" name="_csrf"/);
  });
});
