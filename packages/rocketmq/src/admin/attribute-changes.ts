/** What shall become of the attributes of a topic or group of 5.x. */
export interface AttributeChanges {
  /** Those that shall have these values; others stay. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** Those that shall go; a broker refuses one that is not there. */
  readonly removedAttributes?: readonly string[] | undefined;
}

/** The same as brokers take it: `+name` with a value, `-name` without one (`AttributeUtil.alterCurrentAttributes`). */
export const attributeChanges = ({
  attributes = {},
  removedAttributes = [],
}: AttributeChanges): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`+${name}`, value])),
  ...Object.fromEntries(removedAttributes.map((name) => [`-${name}`, ''])),
});
