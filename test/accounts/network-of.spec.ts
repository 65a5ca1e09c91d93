import { networkOf } from '../../src/accounts/network-of.js';

describe('the network that guesses are counted by', () => {
  it.each([
    ['an IPv4 address is one', '203.0.113.7', '203.0.113.7'],
    ['of IPv6 it is the first half', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['however it is written', '2001:0DB8:0001:0002::6', '2001:db8:1:2::/64'],
    ['also where zeros are left out in it', '2001:db8::9', '2001:db8:0:0::/64'],
    ['and at its end', '2001:db8:0:7::', '2001:db8:0:7::/64'],
    ['an IPv4 address in the form of IPv6 is IPv4', '::ffff:203.0.113.7', '203.0.113.7'],
    ['in hexadecimal too', '::FFFF:cb00:7107', '203.0.113.7'],
    ['this machine', '::1', '0:0:0:0::/64'],
    ['a link of this machine', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['what is no address stays as it is', '', ''],
  ])('%s', (_, address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('is another for another half', () => {
    expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8:0:2::1'));
  });
});
