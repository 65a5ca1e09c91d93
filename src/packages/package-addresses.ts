import { DomainError } from '../errors.js';
import { oneSpelling, shownPath } from '../files/zip-name.js';

/** What something of a package is opened by. */
export interface Launch {
  launch: string;
  /** From `?` or `#` on; empty: nothing. */
  parameters: string;
}

const LONGEST_PARAMETERS = 1000;

/** Finds the files of a package that its manifest names by address. */
export class PackageAddresses {
  /** By the spelling in which names are compared: no two files of a package differ only by case (safe-zip). */
  private readonly names = new Map<string, string>();

  constructor(names: Iterable<string>) {
    for (const name of names) this.names.set(oneSpelling(name), name);
  }

  /** @throws DomainError packages.absolute, packages.leads_out: an address that is none within the package */
  judge(base: string, href: string): void {
    pathOf(base, href);
  }

  /**
   * The file of an address. Case is ignored: packages are made where it does not matter.
   * @param parameters of an item, joined as SCORM says @throws DomainError also packages.missing
   */
  find(base: string, href: string, parameters: string): Launch {
    const { path, rest } = pathOf(base, href);
    const launch = this.names.get(oneSpelling(path)) ?? this.names.get(oneSpelling(unescaped(path)));
    if (launch === undefined) throw new DomainError('packages.missing', { name: shownPath(path) });
    return { launch, parameters: joined(rest, parameters) };
  }
}

/** The path of an address from the root of the package, and what stands behind it. */
function pathOf(base: string, href: string): { path: string; rest: string } {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(href.trim()) ?? [];
  // Windows tools write backslashes.
  const whole = (base.trim() + path).replaceAll('\\', '/');
  const about = { address: shownPath(base + href) };
  for (const each of [whole, path, unescaped(whole)]) {
    if (/^\s*([a-z][a-z0-9+.-]*:|[\\/])/i.test(each)) throw new DomainError('packages.absolute', about);
    if (each.split(/[\\/]/).includes('..') || /\p{Cc}/u.test(each)) throw new DomainError('packages.leads_out', about);
  }
  const parts = whole.split('/').filter((part) => part !== '.' && part !== '');
  return { path: parts.join('/'), rest };
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** As SCORM joins them (2004 RTE 2.1): leading `?` and `&` fall away; a fragment is taken where there is none yet. */
function joined(rest: string, parameters: string): string {
  const more = parameters.trim().replace(/^[?&]+/, '');
  if (more === '' || more.length > LONGEST_PARAMETERS || /[\p{Cc}\s]/u.test(more)) return rest;
  if (more.startsWith('#')) return rest.includes('#') ? rest : rest + more;
  const [before = '', fragment] = rest.split('#', 2);
  return `${before}${before.includes('?') ? '&' : '?'}${more}${fragment === undefined ? '' : `#${fragment}`}`;
}
