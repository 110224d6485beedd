const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const LEADING = new RegExp(`^(${OCTET}(?:\\.${OCTET}){0,2})((?:\\.\\*)+)$`);
const RANGE = new RegExp(`^(${OCTET}(?:\\.${OCTET}){2})\\.(${OCTET})-(${OCTET})$`);
const LISTED = new RegExp(`^(${OCTET}(?:\\.${OCTET}){2})\\.\\{(${OCTET}(?:,${OCTET})*)\\}$`);
const PARTS = 4;
const BITS = 8;

/**
 * The addresses and CIDR ranges that a white address of ACL 1.0 stands for (RemoteAddressStrategyFactory); empty: every
 * address; undefined: it cannot be written so, such as ranges of IPv6.
 */
export const sourceIpsOf = (whiteAddress: string): readonly string[] | undefined => {
  const address = whiteAddress.trim();
  if (address === '*' || address === '*.*.*.*') return [];
  const listed = LISTED.exec(address);
  if (listed) return listed[2]!.split(',').map((last) => `${listed[1]}.${last}`);
  const all = address.split(',');
  if (all.every((one) => IPV4.test(one))) return all;
  const leading = LEADING.exec(address);
  if (leading) {
    const kept = leading[1]!.split('.');
    const missing = PARTS - kept.length;
    if (leading[2] !== '.*'.repeat(missing)) return undefined;
    return [`${[...kept, ...Array.from({ length: missing }, () => '0')].join('.')}/${kept.length * BITS}`];
  }
  const range = RANGE.exec(address);
  if (!range) return undefined;
  const [from, to] = [Number(range[2]), Number(range[3])];
  if (from > to) return undefined;
  return Array.from({ length: to - from + 1 }, (_, at) => `${range[1]}.${from + at}`);
};
