import { isIPv6 } from 'node:net';

const GROUPS = 8;

/**
 * By what guesses from a network address are counted. An IPv4 address is one; of IPv6 it is the first half, `2001:db8:0:7::/64`:
 * whoever has one has all of its 2^64 addresses. An IPv4 address in the form of IPv6 counts as what it is.
 * @param address as the request has it; what is no address is given back as it is
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const groups = groupsOf(bare);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.');
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}

/** The eight numbers of an address, however it is written: as a URL it is brought to one form. */
function groupsOf(address: string): number[] {
  const [before = '', after = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [left = [], right = []] = [before, after].map((part) =>
    part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)),
  );
  return [...left, ...new Array<number>(GROUPS - left.length - right.length).fill(0), ...right];
}
