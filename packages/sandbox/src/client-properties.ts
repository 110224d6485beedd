import type { ClusterPlan } from './broker-settings.ts';
import { type Listener, usesSasl, usesTls } from './listeners.ts';
import { sandboxErrors } from './sandbox-errors.ts';
import { clientJaas } from './sasl.ts';
import type { SaslMechanism } from './versions.ts';

/** As whom a client connects: the first user and the first mechanism unless told otherwise. */
export interface ClientIdentity {
  readonly user?: string;
  readonly mechanism?: SaslMechanism;
}

/**
 * The properties with which a Java client connects to a listener of a cluster.
 * On SSL they hold the client's certificate. Throws SANDBOX_OPTION_INVALID for a listener or user that is not there.
 */
export const clientProperties = (
  { listeners, certificates, sasl }: ClusterPlan,
  bootstrap: string | undefined,
  listener: Listener,
  identity: ClientIdentity = {},
): Record<string, string> => {
  if (bootstrap === undefined) {
    throw sandboxErrors.SANDBOX_OPTION_INVALID({
      reason: `${listener} is not among ${listeners.join(', ')}`,
    });
  }
  const properties: Record<string, string> = {
    'bootstrap.servers': bootstrap,
    'security.protocol': listener,
  };
  if (usesTls(listener) && certificates) {
    properties['ssl.truststore.location'] = certificates.truststorePkcs12;
    properties['ssl.truststore.type'] = 'PKCS12';
    properties['ssl.truststore.password'] = certificates.password;
    if (listener === 'SSL') {
      properties['ssl.keystore.location'] = certificates.keystorePkcs12;
      properties['ssl.keystore.type'] = 'PKCS12';
      properties['ssl.keystore.password'] = certificates.password;
      properties['ssl.key.password'] = certificates.password;
    }
  }
  if (usesSasl(listener) && sasl) {
    const mechanism = identity.mechanism ?? sasl.mechanisms[0]!;
    const user = identity.user ?? Object.keys(sasl.users)[0]!;
    const password = sasl.users[user];
    if (password === undefined) {
      throw sandboxErrors.SANDBOX_OPTION_INVALID({ reason: `there is no user ${user}` });
    }
    properties['sasl.mechanism'] = mechanism;
    properties['sasl.jaas.config'] = clientJaas(mechanism, user, password);
  }
  return properties;
};
