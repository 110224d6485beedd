import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { apiErrors } from '@mqferry/api';
import { Hidden, type TlsConfig } from '@mqferry/core';
import { type ConnectionOptions, createRocketmqAdmin, type RocketmqAdmin } from '@mqferry/rocketmq';
import type { RocketmqConnection } from '@mqferry/store';
import type { Networks } from '../../clusters/open-connection.ts';

/** A broker that has thousands of topics takes a while to tell them. */
const REQUEST_MS = 15_000;

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

/** Node passes over what is no certificate, and then trusts nobody. */
const certificatesIn = (pem: string): string[] => {
  const found = pem.match(CERTIFICATE) ?? [];
  if (found.length === 0) throw new Error('there is no certificate in PEM');
  for (const certificate of found) new X509Certificate(certificate);
  return found;
};

/** Throws API_INPUT_INVALID for what is no certificate or no key of it. */
const tlsOf = ({
  ca,
  certificate,
  key,
  verifyHostname,
}: NonNullable<RocketmqConnection['tls']>): TlsConfig => {
  try {
    const tls = {
      ...(ca === undefined ? {} : { ca: certificatesIn(ca) }),
      ...(certificate === undefined ? {} : { cert: certificate }),
      ...(key === undefined ? {} : { key }),
    };
    createSecureContext(tls);
    return { ...tls, verifyHostname };
  } catch (error) {
    throw apiErrors.API_INPUT_INVALID({ reason: `tls: ${(error as Error).message}` }, error);
  }
};

const optionsOf = (
  { accessKey, secretKey, tls }: Omit<RocketmqConnection, 'clusterName' | 'nameServers'>,
  networks: Networks,
): ConnectionOptions => {
  if ((accessKey === undefined) !== (secretKey === undefined))
    throw apiErrors.API_INPUT_INVALID({ reason: 'accessKey and secretKey come together' });
  return {
    ...{ networks, requestTimeoutMs: REQUEST_MS },
    ...(tls ? { tls: tlsOf(tls) } : {}),
    ...(accessKey === undefined ? {} : { credentials: { accessKey, secretKey: new Hidden(secretKey!) } }),
  };
};

/**
 * An admin for what was given of a cluster. It connects when it is used first. Throws ROCKETMQ_ADDRESS_INVALID and
 * API_INPUT_INVALID.
 */
export const openRocketmq = (
  connection: Omit<RocketmqConnection, 'clusterName'>,
  networks: Networks,
): RocketmqAdmin => createRocketmqAdmin(connection.nameServers, optionsOf(connection, networks));
