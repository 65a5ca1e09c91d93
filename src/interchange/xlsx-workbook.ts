import { posix } from 'node:path';
import { FileError } from './row-error.js';
import { attributesOf, readXml } from './xlsx-xml.js';
import type { Archive } from './xlsx-zip.js';

/** Where in the archive the parts lie that a sheet is read from. */
export interface WorkbookParts {
  sheet: string;
  strings: string | null;
  styles: string | null;
  /** days are counted from 1904 instead of 1900 (old Macintosh files) */
  since1904: boolean;
}

interface Relation {
  type: string;
  target: string;
}

async function* small(archive: Archive, name: string, max: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of archive.chunks(name)) {
    size += chunk.length;
    if (size > max) throw new FileError('xlsx_broken');
    yield chunk;
  }
}

async function readRelations(archive: Archive, of: string, max: number): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  const name = posix.join(posix.dirname(of), '_rels', `${posix.basename(of)}.rels`);
  if (!archive.has(name)) throw new FileError('archive');
  await readXml(small(archive, name, max), {
    open(element, text) {
      if (element !== 'Relationship') return;
      const attributes = attributesOf(text);
      if (attributes.get('TargetMode') === 'External') return;
      const target = attributes.get('Target') ?? '';
      const path = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(of), target);
      relations.set(attributes.get('Id') ?? '', { type: attributes.get('Type') ?? '', target: path });
    },
  });
  return relations;
}

async function readWorkbook(archive: Archive, name: string, max: number) {
  const sheets: { relation: string; hidden: boolean }[] = [];
  let since1904 = false;
  await readXml(small(archive, name, max), {
    open(element, text) {
      const attributes = attributesOf(text);
      if (element === 'workbookPr') since1904 = /^(1|true)$/.test(attributes.get('date1904') ?? '');
      if (element !== 'sheet') return;
      const hidden = (attributes.get('state') ?? 'visible') !== 'visible';
      sheets.push({ relation: attributes.get('id') ?? '', hidden });
    },
  });
  return { sheets, since1904 };
}

const find = (relations: Map<string, Relation>, kind: string): string | null =>
  [...relations.values()].find((relation) => relation.type.endsWith(`/${kind}`))?.target ?? null;

/**
 * Follows the relations of the package to the first sheet that a person sees.
 * @param max the most bytes of a part that is read whole
 * @throws FileError archive (a ZIP of another kind), xlsx_no_sheet, xlsx_broken
 */
export async function findParts(archive: Archive, max: number): Promise<WorkbookParts> {
  const main = find(await readRelations(archive, '', max), 'officeDocument');
  if (main === null || !archive.has(main) || !/\.xml$/i.test(main)) throw new FileError('archive');
  const relations = await readRelations(archive, main, max);
  const { sheets, since1904 } = await readWorkbook(archive, main, max);
  const chosen = sheets.find((sheet) => !sheet.hidden) ?? sheets[0];
  const relation = chosen && relations.get(chosen.relation);
  if (!relation?.type.endsWith('/worksheet')) throw new FileError('xlsx_no_sheet');
  if (!archive.has(relation.target)) throw new FileError('xlsx_broken');
  const present = (name: string | null): string | null => (name !== null && archive.has(name) ? name : null);
  return {
    sheet: relation.target,
    strings: present(find(relations, 'sharedStrings')),
    styles: present(find(relations, 'styles')),
    since1904,
  };
}
