import Handlebars from 'handlebars';
import { createHash } from 'node:crypto';
import { formatDate } from '../i18n/format.js';
import { translate } from '../i18n/translate.js';
import { wordsBelow } from '../i18n/words-below.js';
import { paths } from '../web/paths.js';
import type { PublishedKey } from './certificate-token.js';

/** A page that stands alone, and the policy that it is sent with. */
export interface WholePage {
  html: string;
  policy: string;
}

/**
 * The page that checks certificates without any server: one file with its script, its style and the public keys of the day.
 * It speaks Vietnamese and English at once, and may load nothing: what is in it is let in by its hash. It is no view, because
 * a copy of it lies on somebody's disk, where there are no style sheets and no scripts of ours.
 * @param asOf the day of the keys, ISO
 */
export function offlineCheckPage(
  parts: { script: string; style: string },
  keys: readonly PublishedKey[],
  asOf: string,
): WholePage {
  const script = parts.script.replaceAll('</script', '<\\/script');
  const { style } = parts;
  const rules = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ];
  const words = { vi: wordsBelow('vi', 'signatures.offline.'), en: wordsBelow('en', 'signatures.offline.') };
  const data = JSON.stringify({ keys, words }).replaceAll('<', '\\u003c');
  return {
    policy: [...rules, "frame-ancestors 'none'"].join('; '),
    html: `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${rules.join('; ')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${title()}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
${body(asOf)}
<script type="application/json" id="data">${data}</script>
<script>${script}</script>
</body>
</html>
`,
  };
}

function body(asOf: string): string {
  return `<main class="door door-wide stack" id="main">
<h1><span lang="vi">${vi('signatures.offline.title')}</span> <span class="soft" lang="en">${en('signatures.offline.title')}</span></h1>
${paragraphs(vi('signatures.offline.lede'), en('signatures.offline.lede'))}
<noscript>${paragraphs(vi('signatures.offline.no_script'), en('signatures.offline.no_script'))}</noscript>
<form id="form" class="sheet stack">
<div class="field"><label for="text">${inLine(vi('signatures.offline.text'), en('signatures.offline.text'))}</label>
<div class="hint" id="text-hint">${paragraphs(vi('signatures.offline.text_hint'), en('signatures.offline.text_hint'))}</div>
<textarea class="input code-input" id="text" rows="5" spellcheck="false" autocomplete="off" autocapitalize="characters" aria-describedby="text-hint"></textarea></div>
<p><button class="btn btn-main">${inLine(vi('signatures.offline.check'), en('signatures.offline.check'))}</button></p>
<div id="photo-field" hidden><div class="field"><label for="photo">${inLine(vi('signatures.offline.photo'), en('signatures.offline.photo'))}</label>
<input class="input" type="file" id="photo" accept="image/*"></div></div>
</form>
<p id="save" hidden><a href="${paths.offlineCheckFile()}" download>${inLine(vi('signatures.offline.save'), en('signatures.offline.save'))}</a></p>
<section id="result" class="stack" aria-live="polite" tabindex="-1" hidden></section>
<div class="s soft">${paragraphs(
    vi('signatures.offline.keys', { date: formatDate('vi', asOf) }),
    en('signatures.offline.keys', { date: formatDate('en', asOf) }),
  )}</div>
</main>`;
}

const { escapeExpression } = Handlebars;
const vi = (key: string, params: Record<string, string> = {}): string => escapeExpression(translate('vi', key, params));
const en = (key: string, params: Record<string, string> = {}): string => escapeExpression(translate('en', key, params));
const title = (): string => `${vi('signatures.offline.title')} / ${en('signatures.offline.title')}`;
const inLine = (one: string, other: string): string =>
  `<span lang="vi">${one}</span> / <span lang="en">${other}</span>`;
const paragraphs = (one: string, other: string): string => `<p lang="vi">${one}</p><p lang="en">${other}</p>`;

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
