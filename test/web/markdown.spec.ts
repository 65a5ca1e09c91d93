import fc from 'fast-check';
import sanitize from 'sanitize-html';
import { inlineMarkdown, markdown, mediaOf } from '#src/web/markdown.js';
import { cpuTime } from '../support/cpu-time.js';

const picture = (name: string) =>
  name.startsWith('secret') ? null : `/quizzes/KH-1/media/${encodeURIComponent(name)}`;

/** Every tag with its attributes, as a browser would find them. */
function tagsOf(html: string): { tag: string; attribs: Record<string, string> }[] {
  const found: { tag: string; attribs: Record<string, string> }[] = [];
  sanitize(html, {
    ...{ allowedTags: false, allowedAttributes: false, allowVulnerableTags: true },
    onOpenTag: (tag: string, attribs: Record<string, string>) => found.push({ tag, attribs }),
  });
  return found;
}

const HOSTILE = [
  ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg/onload=alert(1)>', '<iframe src="//x.y">'],
  ...[
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](java&#115;cript:alert(1))',
    '[a](&#x6A;avascript:a)',
  ],
  ...['[a](data:text/html;base64,PHNjcmlwdD4=)', '![a](data:image/svg+xml,<svg/onload=alert(1)>)', '[a](vbscript:a)'],
  ...['![a](javascript:alert(1))', '![a](https://x.y/pixel.png)', '![a](//x.y/p.png)', '![a](media/../../etc/passwd)'],
  ...[
    '![a](media/%2e%2e%2fpasswd)',
    '![a](/sign-out)',
    '[a](/sign-out)',
    '[a](//x.y)',
    '[a]: javascript:alert(1)\n\n[a]',
  ],
  ...[
    '<javascript:alert(1)>',
    '[a](<javascript:alert(1)>)',
    '![" onerror="a](media/a.png)',
    '[a](https://x.y" onclick="b)',
  ],
  ...[
    '| a | b |\n|--:|:-:|\n| <b onclick=a> | x |',
    '```"><script>\nx\n```',
    '~~~ x" onload="\ny\n~~~',
    '&lt;script&gt;',
  ],
  ...[
    '<style>*{}</style>',
    '<form action=/x><input name=a>',
    'a\u0000b<scr\u0000ipt>',
    '<!--><script>',
    '[a](https://x.y "t\\" onclick=\\"b")',
  ],
];
const NASTY = [
  ...HOSTILE,
  '**',
  '_',
  '`',
  '[',
  ']',
  '(',
  ')',
  '!',
  '<',
  '>',
  '"',
  '\n',
  '\n\n',
  '# ',
  '- ',
  '| ',
  'trẻ em',
  '\\',
  '&',
];

describe('Markdown on a page', () => {
  it('is what an author writes: headings under the h1, lists, tables, emphasis, links to the web', () => {
    const text =
      '# Phần\n\n*Điều* **143**\n\n- a\n- b\n\n3. c\n\n| x | y |\n|---|--:|\n| 1 | 2 |\n\n> q\n\n`c` <b>\n\n[l](https://x.vn/?a=1&b=2)';
    const html = markdown(text);
    expect(html).toContain('<h2>Phần</h2>');
    expect(html).toContain('<p><em>Điều</em> <strong>143</strong></p>');
    expect(html).toContain('<ol start="3">');
    expect(html).toContain('<table class="tbl">');
    expect(html).toContain('<th scope="col">y</th>');
    expect(html).toContain('<code>c</code> &lt;b&gt;');
    expect(html).toContain('<a href="https://x.vn/?a=1&amp;b=2" rel="noopener noreferrer">l</a>');
    expect(html).not.toContain('style');
    expect(inlineMarkdown('# a *b*\n- c')).toBe('# a <em>b</em>\n- c');
  });

  it('shows pictures of ours that say what they show, and no others', () => {
    const text =
      '![lớp](media/ảnh-1.png) ![](media/b.png) ![x](media/secret.png) ![x](https://x.y/a.png) src="media/t.png"';
    expect(markdown(text, picture)).toBe(
      '<p><img src="/quizzes/KH-1/media/%E1%BA%A3nh-1.png" alt="lớp" />    src="media/t.png"</p>\n',
    );
    expect(markdown(text)).not.toContain('<img');
    expect(mediaOf(`${text} ![y](media/ảnh-1.png)`)).toEqual(['ảnh-1.png', 'secret.png']);
  });

  it.each(HOSTILE)('lets nothing act or load: %s', (text) => {
    for (const html of [markdown(text, picture), inlineMarkdown(text, picture)]) expectHarmless(html);
  });

  it('lets nothing act or load, however it is put together', () => {
    const any = fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 6 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(any, (pieces) => expectHarmless(markdown(pieces.join(''), picture))),
      { numRuns: 500 },
    );
  });

  it.each([
    '[',
    '![',
    '(',
    '*',
    '_',
    '`',
    '> ',
    '<',
    '[a](',
    '&',
    '- ',
    '| ',
    '\\',
    '**a',
    '[](<',
    '<!--',
    '~~',
    '[x][',
    '"',
    'a\n=\n',
  ])('is soon done with 100,000 signs of %s', (sign) => {
    const text = sign.repeat(100_000 / sign.length);
    const begun = cpuTime();
    const html = markdown(text, picture);
    expect(cpuTime() - begun).toBeLessThan(3000);
    expectHarmless(html);
  });

  it('is quick with a lesson that is read often', () => {
    const lesson =
      '## Phần\n\nTrẻ em **dưới 13 tuổi** không được làm việc, trừ [Điều 145](https://vbpl.vn).\n\n- một\n- hai\n\n'.repeat(
        170,
      );
    markdown(lesson, picture);
    const begun = cpuTime();
    for (let times = 0; times < 50; times += 1) markdown(lesson, picture);
    expect((cpuTime() - begun) / 50).toBeLessThan(2);
  });
});

const TAGS = /^(h[2-6]|p|ul|ol|li|blockquote|pre|code|hr|br|strong|em|s|a|img|table|thead|tbody|tr|th|td)$/;

function expectHarmless(html: string): void {
  for (const { tag, attribs } of tagsOf(html)) {
    expect(tag).toMatch(TAGS);
    for (const [name, value] of Object.entries(attribs)) {
      expect(`${tag} ${name}`).toMatch(/^(a (href|rel|title)|img (src|alt)|ol start|th scope|table class)$/);
      if (name === 'href') expect(value).toMatch(/^(https?:\/\/|mailto:)/i);
      if (name === 'src') expect(value).toMatch(/^\/quizzes\/KH-1\/media\/[^/]+$/);
    }
  }
}
