import { configErrors } from './config-errors.ts';
import { configWarnings } from './config-warnings.ts';
import type { JavaProperty } from './java-properties.ts';
import {
  isProviderProperty,
  isSaslProperty,
  isTlsProperty,
  MEANINGLESS_PROPERTIES,
  nearestProperty,
  STANDARD_VALUES,
  USED_PROPERTIES,
} from './known-properties.ts';
import { given, type ReadingContext, type Settings } from './settings.ts';
import { shownName } from './shown-name.ts';

/** The security protocols of Kafka, and what each adds to a plain connection. */
export const SECURITY_PROTOCOLS = {
  PLAINTEXT: { tls: false, sasl: false },
  SSL: { tls: true, sasl: false },
  SASL_PLAINTEXT: { tls: false, sasl: true },
  SASL_SSL: { tls: true, sasl: true },
} as const;

export type SecurityProtocol = keyof typeof SECURITY_PROTOCOLS;

/** Whether a property matters for a connection with the given protocol. */
export const isActive = (name: string, protocol: SecurityProtocol): boolean => {
  const { tls, sasl } = SECURITY_PROTOCOLS[protocol];
  return USED_PROPERTIES.has(name) && (tls || !isTlsProperty(name)) && (sasl || !isSaslProperty(name));
};

const warnOfUnknown = (name: string, line: number, context: ReadingContext): void => {
  const nearest = nearestProperty(name);
  context.warn(
    nearest
      ? configWarnings.CONFIG_PROPERTY_MISSPELT({ line, name: shownName(name), nearest })
      : configWarnings.CONFIG_PROPERTY_UNKNOWN({ line, name: shownName(name) }),
  );
};

/** Warns of every property that does nothing: unknown, without meaning here, or without effect with this protocol. */
export const warnOfIdleProperties = (
  properties: ReadonlyMap<string, JavaProperty>,
  protocol: SecurityProtocol | undefined,
  context: ReadingContext,
): void => {
  const meaningless: string[] = [];
  const inactive: string[] = [];
  for (const [name, { line }] of properties) {
    if (isProviderProperty(name)) continue;
    if (MEANINGLESS_PROPERTIES.has(name)) meaningless.push(name);
    else if (!USED_PROPERTIES.has(name)) warnOfUnknown(name, line, context);
    else if (!isActive(name, protocol ?? 'PLAINTEXT')) inactive.push(name);
  }
  if (meaningless.length > 0) {
    context.warn(configWarnings.CONFIG_PROPERTIES_IGNORED({ names: meaningless.join(', ') }));
  }
  if (inactive.length === 0) return;
  const names = inactive.join(', ');
  context.warn(
    protocol
      ? configWarnings.CONFIG_PROPERTIES_WITHOUT_EFFECT({ protocol, names })
      : configWarnings.CONFIG_SECURITY_PROTOCOL_MISSING({ names }),
  );
};

/** Throws CONFIG_UNSUPPORTED when Java code of one's own is to take part in connecting. */
export const refuseCustomCode = (settings: Settings): void => {
  for (const [property, standard] of Object.entries(STANDARD_VALUES)) {
    const value = given(settings, property);
    if (value !== undefined && !standard.includes(value)) {
      throw configErrors.CONFIG_UNSUPPORTED({ property, value });
    }
  }
};
