import { DomainError } from '../errors.js';
import { cleanText } from '../web/text.js';
import { PackageAddresses } from './package-addresses.js';
import { childOf, childrenOf, elementsOf, type XmlElement, xmlTree } from './xml-tree.js';

export type PackageStandard = '1.2' | '2004';

/** Something of a package that is opened by itself: a SCO, which tells how it went, or an asset, which tells nothing. */
export interface PackageItem {
  id: string;
  title: string;
  /** The name of its file in the package. */
  launch: string;
  /** What stands behind the file in its address, from `?` or `#` on. */
  parameters?: string;
  is_asset: boolean;
  /** The score from which it is passed, as the package writes it: 0..100 in 1.2, -1..1 in 2004. */
  mastery?: number;
  /** What the package wants to be told when the item starts (cmi.launch_data). */
  data?: string;
}

/** What imsmanifest.xml says of a package. */
export interface Manifest {
  standard: PackageStandard;
  title: string;
  /** The file of its first item. */
  launch: string;
  items: PackageItem[];
}

const MOST_ITEMS = 300;
const LONGEST = { id: 200, title: 200, data: 4096 };

/**
 * Reads the manifest of a SCORM package (1.2; 2004 in its 2nd, 3rd and 4th edition): the items of the default organization in
 * the order of the tree. Rules of sequencing are not looked at.
 * @param names the files of the package @throws DomainError `packages.*` with what its author can do
 */
export function readManifest(bytes: Uint8Array, names: Iterable<string>): Manifest {
  const root = xmlTree(bytes);
  if (root.name !== 'manifest') throw new DomainError('packages.no_scorm');
  const standard = standardOf(root);
  const resources = new Resources(root, new PackageAddresses(names));
  const organization = defaultOrganization(root);
  const items = [...leavesOf(organization)].map((item) => resources.item(item));
  if (items.length > MOST_ITEMS) throw new DomainError('packages.many_items', { most: MOST_ITEMS });
  const [first] = items;
  if (!first) throw new DomainError('packages.no_item');
  if (new Set(items.map(({ id }) => id)).size < items.length) throw new DomainError('packages.same_id');
  return { standard, title: titleOf(organization) || first.title, launch: first.launch, items };
}

/** By the version that it states, else by the namespaces of ADL: some tools write one of the two only. */
function standardOf(root: XmlElement): PackageStandard {
  const version = childOf(childOf(root, 'metadata'), 'schemaversion')?.text.trim() ?? '';
  if (version === '1.2') return '1.2';
  if (/^(CAM 1\.3|2004\b)/i.test(version)) return '2004';
  if (!/^(1\.3)?$/.test(version)) throw new DomainError('packages.no_scorm');
  for (const element of elementsOf(root)) {
    if (/adlcp_rootv1p2/i.test(element.space)) return '1.2';
    if (/adl(cp|seq|nav)_(v1p3|rootv1p3)/i.test(element.space)) return '2004';
  }
  const types = childrenOf(childOf(root, 'resources'), 'resource').map(({ attributes }) => attributes);
  if (types.some((each) => each.has('scormtype'))) return '1.2';
  if (types.some((each) => each.has('scormType'))) return '2004';
  throw new DomainError('packages.no_scorm');
}

function defaultOrganization(root: XmlElement): XmlElement {
  const all = childOf(root, 'organizations');
  const each = childrenOf(all, 'organization');
  const named = all?.attributes.get('default');
  const found = each.find(({ attributes }) => attributes.get('identifier') === named) ?? each[0];
  if (!found) throw new DomainError('packages.no_organization');
  return found;
}

/** Items that open something, in the order of the tree; an item with others below it may open something too. */
function* leavesOf(parent: XmlElement): Generator<XmlElement> {
  for (const item of childrenOf(parent, 'item')) {
    if (item.attributes.has('identifierref') && item.attributes.get('isvisible') !== 'false') yield item;
    yield* leavesOf(item);
  }
}

function titleOf(element: XmlElement): string {
  return shortened(childOf(element, 'title')?.text ?? '', LONGEST.title);
}

/** One line of kept text. */
function shortened(text: string, most: number): string {
  return cleanText(text.replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' '))
    .slice(0, most)
    .toWellFormed();
}

class Resources {
  private readonly byId = new Map<string, { element: XmlElement; base: string }>();

  constructor(
    root: XmlElement,
    private readonly addresses: PackageAddresses,
  ) {
    const all = childOf(root, 'resources');
    const base = [root, all].map((each) => each?.attributes.get('xml:base') ?? '').join('');
    for (const element of childrenOf(all, 'resource')) {
      const own = base + (element.attributes.get('xml:base') ?? '');
      this.byId.set(element.attributes.get('identifier') ?? '', { element, base: own });
      // What no item opens may be missing, but nothing of a package lies elsewhere.
      for (const part of [element, ...childrenOf(element, 'file')]) {
        const href = part.attributes.get('href');
        if (href !== undefined) addresses.judge(own, href);
      }
    }
  }

  /** @throws DomainError for an item whose file is not there */
  item(item: XmlElement): PackageItem {
    const title = titleOf(item);
    const id = shortened(item.attributes.get('identifier') ?? '', LONGEST.id);
    const found = this.byId.get(item.attributes.get('identifierref') ?? '');
    const href = found?.element.attributes.get('href');
    if (!found || href === undefined || id === '') throw new DomainError('packages.no_resource', { item: title || id });
    const { launch, parameters } = this.addresses.find(found.base, href, item.attributes.get('parameters') ?? '');
    const { attributes } = found.element;
    const type = attributes.get('scormtype') ?? attributes.get('scormType');
    const [mastery, data] = [masteryOf(item), dataOf(item)];
    return {
      ...{ id, title: title || id, launch, is_asset: type?.toLowerCase() === 'asset' },
      ...(parameters !== '' && { parameters }),
      ...(mastery !== null && { mastery }),
      ...(data !== '' && { data }),
    };
  }
}

/** `adlcp:masteryscore` of 1.2; the measure of the primary objective of 2004, where the objective is satisfied by it. */
function masteryOf(item: XmlElement): number | null {
  const score = childOf(item, 'masteryscore');
  if (score) return numberIn(score.text, 0, 100);
  const objective = childOf(childOf(childOf(item, 'sequencing'), 'objectives'), 'primaryObjective');
  if (objective?.attributes.get('satisfiedByMeasure') !== 'true') return null;
  return numberIn(childOf(objective, 'minNormalizedMeasure')?.text ?? '1', -1, 1);
}

function numberIn(text: string, least: number, most: number): number | null {
  const value = text.trim() === '' ? NaN : Number(text);
  return value >= least && value <= most ? value : null;
}

function dataOf(item: XmlElement): string {
  const data = childOf(item, 'datafromlms') ?? childOf(item, 'dataFromLMS');
  return (data?.text ?? '').slice(0, LONGEST.data).toWellFormed();
}
