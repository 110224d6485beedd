import { messageErrors } from './errors.ts';

/** Behind a name. */
const NAME_END = '\u0001';
/** Behind a value. */
const VALUE_END = '\u0002';

/** The length of encoded properties is a 16-bit integer with a sign. */
export const MAX_PROPERTY_BYTES = 32_767;

/** Properties by name, or as they are encoded. */
export type MessageProperties = ReadonlyMap<string, string> | Buffer;

/**
 * Reads properties from their text, by the rules of the Java clients (MessageDecoder.string2messageProperties): what has
 * no name, no value or no sign between them is left out, and the last of several values counts. A value may contain the
 * character that ends a name.
 */
export const parsePropertyText = (text: string): Map<string, string> => {
  const properties = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    let end = text.indexOf(VALUE_END, at);
    if (end < 0) end = text.length;
    const nameEnd = text.indexOf(NAME_END, at);
    if (nameEnd > at && nameEnd < end - 1) {
      properties.set(text.slice(at, nameEnd), text.slice(nameEnd + 1, end));
    }
    at = end + 1;
  }
  return properties;
};

/** What `parsePropertyText` would find under a name, without looking at the other properties. */
export const findProperty = (text: string, name: string): string | undefined => {
  if (name === '' || name.includes(NAME_END) || name.includes(VALUE_END)) return undefined;
  const sign = name + NAME_END;
  for (let at = text.lastIndexOf(sign); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(sign, at - 1)) {
    const start = at + sign.length;
    const end = text.indexOf(VALUE_END, start);
    const isProperty = (at === 0 || text[at - 1] === VALUE_END) && start < text.length && end !== start;
    if (isProperty) return text.slice(start, end < 0 ? undefined : end);
  }
  return undefined;
};

/** Reads encoded properties; see `parsePropertyText`. Bytes that are no UTF-8 become U+FFFD: keep the bytes to copy them. */
export const decodeProperties = (bytes: Buffer): Map<string, string> =>
  parsePropertyText(bytes.toString('utf8'));

const isReadBack = (name: string, value: string): boolean =>
  name !== '' &&
  value !== '' &&
  !name.includes(NAME_END) &&
  !name.includes(VALUE_END) &&
  !value.includes(VALUE_END);

/**
 * The text that properties are sent and stored as. 5.x ends the last value too, 4.9.7 does not; both read both. Throws ROCKETMQ_PROPERTY_INVALID for what no client could read back: Java writes it nevertheless,
 * and so loses it or other properties.
 */
export const propertyText = (
  properties: ReadonlyMap<string, string>,
  { endsLastValue = true }: { readonly endsLastValue?: boolean } = {},
): string => {
  let text = '';
  for (const [name, value] of properties) {
    if (!isReadBack(name, value)) throw messageErrors.ROCKETMQ_PROPERTY_INVALID({ name });
    text += name + NAME_END + value + VALUE_END;
  }
  return endsLastValue ? text : text.slice(0, -1);
};

/**
 * The bytes of properties; bytes are given back as they are. Throws ROCKETMQ_PROPERTIES_TOO_LONG beyond 32767 bytes and
 * ROCKETMQ_PROPERTY_INVALID.
 */
export const encodeProperties = (
  properties: MessageProperties,
  options?: { readonly endsLastValue?: boolean },
): Buffer => {
  const bytes = Buffer.isBuffer(properties) ? properties : Buffer.from(propertyText(properties, options));
  if (bytes.length > MAX_PROPERTY_BYTES) {
    throw messageErrors.ROCKETMQ_PROPERTIES_TOO_LONG({ size: bytes.length, limit: MAX_PROPERTY_BYTES });
  }
  return bytes;
};

/** The properties by name, whichever way they were given. */
export const propertiesByName = (properties: MessageProperties): ReadonlyMap<string, string> =>
  Buffer.isBuffer(properties) ? decodeProperties(properties) : properties;
