/**
 * TLS as `tls.connect` takes it. Java accepts any certificate of a trust store as an anchor, also one that
 * is not self-signed: connect with `allowPartialTrustChain: true` to do the same.
 */
export interface TlsConfig {
  /** Trusted certificates, PEM, one each. Absent: those the runtime trusts. */
  readonly ca?: readonly string[];
  /** The client's certificate followed by those of its issuers, PEM. */
  readonly cert?: string;
  /** The client's private key, PEM. */
  readonly key?: string;
  /** Opens `key` when that is encrypted. */
  readonly passphrase?: string;
  /** Whether the broker's certificate must bear the name it was reached by. */
  readonly verifyHostname: boolean;
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3';
  /** Allowed cipher suites, OpenSSL names joined by colons. */
  readonly ciphers?: string;
}
