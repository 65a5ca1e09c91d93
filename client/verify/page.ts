import { type PublishedKey, type TokenAnswer, verifyToken } from '../../src/certificates/certificate-token.js';
import { answerOf, type Say } from './answer.js';

/** What the page was made with. */
interface Data {
  keys: PublishedKey[];
  /** Sentences by key, Vietnamese and English: the page speaks both at once. */
  words: { vi: Record<string, string>; en: Record<string, string> };
}

/** Reads QR codes from pictures, where the browser can (Chrome on Android; not part of TypeScript's library). */
interface Detector {
  detect(picture: ImageBitmap): Promise<{ rawValue: string }[]>;
}
interface DetectorKind {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const byId = <T extends HTMLElement>(id: string): T => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no ${id}`);
  return element as T;
};

const data = JSON.parse(byId('data').textContent) as Data;
const typed = byId<HTMLTextAreaElement>('text');
const result = byId('result');

const say: Say = (key, params = {}) => {
  const fill = (sentence = key): string =>
    sentence.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
  return { vi: fill(data.words.vi[key]), en: fill(data.words.en[key]) };
};

function show(answer: TokenAnswer | 'no_code'): void {
  result.replaceChildren(...answerOf(say, answer, data.keys));
  result.hidden = false;
  result.focus();
}

function check(): void {
  if (typed.value.trim() !== '') show(verifyToken(typed.value, data.keys));
}

/** What stands behind `#` in the address: the page opened by a link that brings the text along. */
function checkAddress(): void {
  if (location.hash.length < 2) return;
  typed.value = location.hash.slice(1);
  check();
}

async function readPhoto(input: HTMLInputElement, Kind: DetectorKind): Promise<void> {
  const photo = input.files?.[0];
  if (!photo) return;
  try {
    const found = await new Kind({ formats: ['qr_code'] }).detect(await createImageBitmap(photo));
    const [code] = found;
    if (!code) return show('no_code');
    typed.value = code.rawValue;
    check();
  } catch {
    // No picture, or one that cannot be drawn.
    show('no_code');
  }
}

async function offerPhoto(): Promise<void> {
  const { BarcodeDetector: Kind } = globalThis as { BarcodeDetector?: DetectorKind };
  if (!Kind || !(await Kind.getSupportedFormats()).includes('qr_code')) return;
  const input = byId<HTMLInputElement>('photo');
  input.addEventListener('change', () => void readPhoto(input, Kind));
  byId('photo-field').hidden = false;
}

byId('form').addEventListener('submit', (event) => {
  event.preventDefault();
  check();
});
// In a kept copy there is nothing to fetch another one from.
byId('save').hidden = location.protocol === 'file:';
addEventListener('hashchange', checkAddress);
checkAddress();
void offerPhoto();
