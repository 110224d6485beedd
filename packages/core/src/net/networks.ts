import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { coreErrors } from '../core-errors.ts';

/** The `code` of the error for a name that leads to no address that may be connected to. */
export const NOT_ALLOWED = 'ERR_NETWORK_NOT_ALLOWED';

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Networks in CIDR notation, or single addresses, by what they contain. Throws NETWORK_INVALID. */
export const networksOf = (texts: readonly string[]): ((address: string) => boolean) => {
  const list = new BlockList();
  for (const text of texts) {
    const [address, prefix] = text.split('/');
    try {
      if (prefix === undefined) list.addAddress(address!, familyOf(address!));
      else list.addSubnet(address!, /^\d+$/.test(prefix) ? Number(prefix) : -1, familyOf(address!));
    } catch (error) {
      throw coreErrors.NETWORK_INVALID({ value: text }, error);
    }
  }
  return (address) => list.check(address, familyOf(address));
};

/** Resolves names, but to addresses in these networks only: what a name leads to is checked, not the name. */
export const lookupIn = (networks: readonly string[]): LookupFunction => {
  const contains = networksOf(networks);
  return (host, options, answer) => {
    dnsLookup(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return answer(error, []);
      const allowed = found.filter(({ address }) => contains(address));
      const first = allowed[0];
      if (!first) return answer(Object.assign(new Error(host), { code: NOT_ALLOWED }), []);
      return options.all ? answer(null, allowed) : answer(null, first.address, first.family);
    });
  };
};

/** Whether an address is in one of these networks; names are told when they are resolved. */
export const isAllowed = (host: string, networks: readonly string[]): boolean =>
  isIP(host) === 0 || networksOf(networks)(host);
