import forge from 'node-forge';

/** A node of an ASN.1 structure. */
export type DerNode = forge.asn1.Asn1;

const { Class, Type } = forge.asn1;

const malformed = (expected: string) => new Error(`${expected} expected`);

/** Parses DER, or BER as old tools wrote it. Throws a plain error when it is neither. */
export const parseDer = (bytes: Buffer): DerNode =>
  forge.asn1.fromDer(forge.util.createBuffer(bytes.toString('latin1')));

export const encodeDer = (node: DerNode): Buffer => Buffer.from(forge.asn1.toDer(node).getBytes(), 'latin1');

/** The parts of a SEQUENCE, a SET or an explicit tag. */
export const partsOf = (node: DerNode | undefined): DerNode[] => {
  if (!node || !Array.isArray(node.value)) throw malformed('a structure');
  return node.value;
};

/** The only part of an explicit tag. */
export const contentOf = (node: DerNode | undefined): DerNode => {
  const [content] = partsOf(node);
  if (!content) throw malformed('a value');
  return content;
};

/** An object identifier in dotted notation. */
export const oidOf = (node: DerNode | undefined): string => {
  if (node?.tagClass !== Class.UNIVERSAL || node.type !== Type.OID) throw malformed('an object identifier');
  return forge.asn1.derToOid(node.value as string);
};

/** The bytes of a string type, also when BER cut them into pieces. */
export const bytesOf = (node: DerNode | undefined): Buffer => {
  if (!node) throw malformed('a string of bytes');
  return Array.isArray(node.value)
    ? Buffer.concat(node.value.map(bytesOf))
    : Buffer.from(node.value, 'latin1');
};

/** An INTEGER that is not negative. */
export const numberOf = (node: DerNode | undefined): number => {
  if (node?.type !== Type.INTEGER || node.tagClass !== Class.UNIVERSAL) throw malformed('an integer');
  return Number.parseInt(bytesOf(node).toString('hex'), 16);
};

/** Whether a node is the context-specific tag of the given number. */
export const isTagged = (node: DerNode | undefined, tag: number): boolean =>
  node?.tagClass === Class.CONTEXT_SPECIFIC && (node.type as number) === tag;

export const isInteger = (node: DerNode): boolean =>
  node.tagClass === Class.UNIVERSAL && node.type === Type.INTEGER;

/** A SEQUENCE of an algorithm and the bytes encrypted with it: the form of an EncryptedPrivateKeyInfo. */
export const encryptedInfo = (algorithm: DerNode, content: Buffer): DerNode =>
  forge.asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, [
    algorithm,
    forge.asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, content.toString('latin1')),
  ]);
