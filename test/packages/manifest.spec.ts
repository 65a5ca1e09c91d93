import fc from 'fast-check';
import { DomainError } from '../../src/errors.js';
import { readManifest } from '../../src/packages/manifest.js';
import { manifest, type ManifestParts, resource } from './manifests.js';

const read = (text: string | Buffer, names: string[] = ['imsmanifest.xml', 'index.html']) =>
  readManifest(Buffer.from(text), names);

function refusal(text: string | Buffer, names?: string[]): string {
  try {
    read(text, names);
  } catch (error) {
    if (error instanceof DomainError) return [error.key, ...Object.values(error.params)].join(' ');
    throw error;
  }
  return 'taken';
}
const refusalOf = (parts: ManifestParts, names?: string[]): string => refusal(manifest('1.2', parts), names);
const withHref = (href: string, names?: string[], more = ''): string =>
  refusalOf({ resources: resource('r1', href, '1.2', more) }, names);

describe('a manifest', () => {
  it('says what a package of SCORM 1.2 has', () => {
    const items =
      '<item identifier="i1" identifierref="r1" parameters="?lang=vi"><title> Bài  một </title>' +
      '<adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>a=1</adlcp:datafromlms></item>';
    expect(read(manifest('1.2', { items }))).toEqual({
      standard: '1.2',
      title: 'Nhận biết',
      launch: 'index.html',
      items: [
        {
          ...{ id: 'i1', title: 'Bài một', launch: 'index.html', parameters: '?lang=vi' },
          ...{ is_asset: false, mastery: 80, data: 'a=1' },
        },
      ],
    });
  });

  it('says what a package of SCORM 2004 has, with the measure by which it is satisfied', () => {
    const items =
      '<item identifier="i1" identifierref="r1"><title>Bài một</title><adlcp:dataFromLMS>x</adlcp:dataFromLMS><imsss:sequencing>' +
      '<imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.6' +
      '</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>';
    const { standard, items: found } = read(manifest('2004', { items }));
    expect([standard, found[0]?.mastery, found[0]?.data]).toEqual(['2004', 0.6, 'x']);
  });

  it.each([
    ['2004 3rd Edition', '2004'],
    ['2004 4th Edition', '2004'],
    ['CAM 1.3', '2004'],
    ['1.2', '1.2'],
  ])('knows the standard of version %s', (version, standard) => {
    const metadata = `<metadata><schemaversion>${version}</schemaversion></metadata>`;
    expect(read(manifest('2004', { metadata })).standard).toBe(standard);
  });

  it('knows the standard by its namespaces where no version is written', () => {
    expect(read(manifest('1.2', { metadata: '' })).standard).toBe('1.2');
    expect(read(manifest('2004', { metadata: '' })).standard).toBe('2004');
  });

  it('takes the default organization, and the first one where the default is not there', () => {
    const two = (name: string): string =>
      `<organizations default="${name}"><organization identifier="a"><title>A</title><item identifier="i" identifierref="r1"/></organization>` +
      '<organization identifier="b"><title>B</title><item identifier="i" identifierref="r1"/></organization></organizations>';
    expect(read(manifest('1.2', { organizations: two('b') })).title).toBe('B');
    expect(read(manifest('1.2', { organizations: two('c') })).title).toBe('A');
  });

  it('lists the items of a tree in its order, assets too, and hides what is hidden', () => {
    const items =
      '<item identifier="f"><title>Phần</title><item identifier="a" identifierref="r1"/><item identifier="b" identifierref="r2"/></item>' +
      '<item identifier="c" identifierref="r1" isvisible="false"/><item identifier="d" identifierref="r1"/>';
    const resources = `${resource('r1', 'index.html')}<resource identifier="r2" adlcp:scormtype="asset" href="to-roi.pdf"/>`;
    const { items: found } = read(manifest('1.2', { items, resources }), ['index.html', 'to-roi.pdf']);
    expect(found.map(({ id, is_asset }) => [id, is_asset])).toEqual([
      ['a', false],
      ['b', true],
      ['d', false],
    ]);
  });

  it('finds files below xml:base, in other case, escaped, and with the backslashes of Windows', () => {
    const resources = `</resources><resources xml:base="noi dung/">${resource('r1', 'Bai%20mot\\INDEX.html?v=1#top')}`;
    const items = '<item identifier="i1" identifierref="r1" parameters="&amp;lang=vi"/>';
    const text = manifest('1.2', { resources, items }).replace('<resources></resources>', '');
    const [item] = read(text, ['noi dung/bai mot/index.html']).items;
    expect([item?.launch, item?.parameters]).toEqual(['noi dung/bai mot/index.html', '?v=1&lang=vi#top']);
  });

  it('is read in the encoding that it has', () => {
    const text = manifest('1.2', { head: '' });
    for (const bytes of [`\ufeff${text}`, Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      expect(read(bytes).title).toBe('Nhận biết');
    }
    const latin = manifest('1.2', { head: '<?xml version="1.0" encoding="ISO-8859-1"?>' }).replace('Nhận biết', 'é');
    expect(read(Buffer.from(latin.replace('Bài', 'B'), 'latin1')).title).toBe('é');
  });
});

describe('a manifest that is refused', () => {
  it('names what lies elsewhere or leads out', () => {
    expect(withHref('https://example.org/index.html')).toBe('packages.absolute https://example.org/index.html');
    for (const href of ['//example.org/a', '/index.html', 'javascript:alert(1)', 'C:\\a.html', 'data:text/html,x']) {
      expect(withHref(href)).toMatch(/^packages\.absolute/);
    }
    for (const href of ['../index.html', 'a/../../index.html', '%2e%2e/index.html', '..%2findex.html', 'a\\..\\b']) {
      expect(withHref(href)).toMatch(/^packages\.leads_out/);
    }
    expect(withHref('index.html', undefined, 'xml:base="http://example.org/"')).toMatch(/^packages\.absolute/);
  });

  it('also where no item opens it', () => {
    const resources = `${resource('r1', 'index.html')}<resource identifier="r2" href="http://example.org/a.js"/>`;
    expect(refusalOf({ resources })).toBe('packages.absolute http://example.org/a.js');
  });

  it('names what is missing', () => {
    expect(withHref('start.html')).toBe('packages.missing start.html');
    expect(refusalOf({ items: '<item identifier="i" identifierref="no"><title>T</title></item>' })).toBe(
      'packages.no_resource T',
    );
    expect(refusalOf({ items: '' })).toBe('packages.no_item');
    expect(refusalOf({ organizations: '<organizations/>' })).toBe('packages.no_organization');
    const item = '<item identifier="i" identifierref="r1"/>';
    expect(refusalOf({ items: item + item })).toBe('packages.same_id');
    expect(refusalOf({ items: Array.from({ length: 301 }, () => item).join('') })).toBe('packages.many_items 300');
  });

  it('is of another standard', () => {
    const metadata = '<metadata><schemaversion>1.1.0</schemaversion></metadata>';
    expect(refusalOf({ metadata })).toBe('packages.no_scorm');
    expect(refusal('<html/>')).toBe('packages.no_scorm');
    const bare = manifest('1.2', { metadata: '' }).replaceAll(/ xmlns:adlcp="[^"]*"| adlcp:scormtype="sco"/g, '');
    expect(refusal(bare)).toBe('packages.no_scorm');
  });

  it('is no XML that may be read', () => {
    expect(refusal('<manifest><a></manifest>')).toMatch(/^packages\.xml_broken 1 /);
    expect(refusal('')).toMatch(/^packages\.xml_broken/);
    expect(refusal('<!DOCTYPE m [<!ENTITY a "b">]><manifest>&a;</manifest>')).toBe('packages.xml_doctype');
    expect(refusal('<manifest>&file;</manifest>')).toMatch(/^packages\.xml_broken/);
    expect(refusal('<?xml version="1.0" encoding="UTF-7"?><manifest/>')).toBe('packages.xml_encoding UTF-7');
    expect(refusal(Buffer.from([0x3c, 0xff, 0xff]))).toBe('packages.xml_encoding utf-8');
    expect(refusal('<a>'.repeat(61))).toBe('packages.xml_deep');
    expect(refusal(`<a>${'<b/>'.repeat(60_001)}</a>`)).toBe('packages.xml_deep');
    expect(refusal(`<a>${' '.repeat(2 * 1024 * 1024)}</a>`)).toBe('packages.xml_large 2');
  });

  it('gives a sentence whatever its bytes are', () => {
    const parts = manifest('2004').split(/(?=<)/);
    const some = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string()), { maxLength: 30 });
    fc.assert(fc.property(some, (pieces) => void expect(refusal(pieces.join(''))).toEqual(expect.any(String))));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(refusal(Buffer.from(bytes))).toMatch(/^packages\./);
      }),
    );
  });
});
