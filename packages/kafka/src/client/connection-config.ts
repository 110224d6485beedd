import type { TlsConfig } from '@mqferry/core';

/**
 * How to reach a cluster: what a connection needs, already read and checked. `loadClientProperties` makes
 * one from a Java client's property file; a program may also write one down itself.
 */
export interface ConnectionConfig {
  /** The brokers asked first; the others are learnt from their answers. IPv6 addresses are without brackets. */
  readonly bootstrap: readonly { readonly host: string; readonly port: number }[];
  /** The name by which the brokers know this client in their logs and quotas. */
  readonly clientId?: string;
  /** Absent: plain text. */
  readonly tls?: TlsConfig;
  /** Absent: no authentication. */
  readonly sasl?: SaslConfig;
  /** How long an answer may take, in milliseconds (`request.timeout.ms`). */
  readonly requestTimeoutMs?: number;
  /** How long a connection may take to be set up, in milliseconds (`socket.connection.setup.timeout.ms`). */
  readonly connectTimeoutMs?: number;
  /** When metadata is read again although nothing asked for it, in milliseconds (`metadata.max.age.ms`). */
  readonly metadataMaxAgeMs?: number;
  /** The first wait before a broker is connected again, in milliseconds (`reconnect.backoff.ms`). */
  readonly reconnectBackoffMs?: number;
  /** The longest such wait, in milliseconds (`reconnect.backoff.max.ms`). */
  readonly reconnectBackoffMaxMs?: number;
  /** The first wait before a request is sent again, in milliseconds (`retry.backoff.ms`). */
  readonly retryBackoffMs?: number;
  /** The longest such wait, in milliseconds (`retry.backoff.max.ms`). */
  readonly retryBackoffMaxMs?: number;
  /** Networks in CIDR notation in which brokers may be connected to; everywhere when absent. */
  readonly networks?: readonly string[];
}

/** How the client proves who it is. */
export type SaslConfig =
  | { readonly mechanism: 'PLAIN'; readonly username: string; readonly password: string }
  | {
      readonly mechanism: 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
      readonly username: string;
      readonly password: string;
      /** Whether user name and password are the id and the HMAC of a delegation token. */
      readonly tokenAuth?: boolean;
    }
  | {
      readonly mechanism: 'OAUTHBEARER';
      /** The token to present now. Cheap to call for every connection: it is kept until shortly before it expires. */
      readonly token: () => Promise<OAuthToken>;
    };

/** A bearer token and what goes to the broker with it. */
export interface OAuthToken {
  /** The token as it is sent. */
  readonly value: string;
  /** When it expires, milliseconds since 1970. Absent when the token does not say. */
  readonly lifetimeMs?: number;
  /** SASL extensions, name to value. */
  readonly extensions?: Readonly<Record<string, string>>;
}
