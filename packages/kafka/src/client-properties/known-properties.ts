/*
 * The properties of Kafka's Java clients (producer, consumer, share consumer and admin client, 3.9 and 4.3),
 * as their ConfigDefs name them, by what becomes of them here.
 */
const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** What decides how a connection is made. */
export const USED_PROPERTIES: ReadonlySet<string> = new Set(
  words(`
    bootstrap.servers client.id security.protocol
    request.timeout.ms socket.connection.setup.timeout.ms metadata.max.age.ms
    reconnect.backoff.ms reconnect.backoff.max.ms retry.backoff.ms retry.backoff.max.ms
    ssl.truststore.type ssl.truststore.location ssl.truststore.password ssl.truststore.certificates
    ssl.keystore.type ssl.keystore.location ssl.keystore.password ssl.keystore.key
    ssl.keystore.certificate.chain ssl.key.password
    ssl.endpoint.identification.algorithm ssl.enabled.protocols ssl.protocol ssl.cipher.suites
    ssl.engine.factory.class ssl.trustmanager.algorithm security.providers
    sasl.mechanism sasl.jaas.config java.security.auth.login.config
    sasl.client.callback.handler.class sasl.login.callback.handler.class sasl.login.class
    sasl.login.connect.timeout.ms sasl.login.read.timeout.ms sasl.login.retry.backoff.ms
    sasl.login.retry.backoff.max.ms sasl.login.refresh.window.factor
    sasl.oauthbearer.token.endpoint.url sasl.oauthbearer.client.credentials.client.id
    sasl.oauthbearer.client.credentials.client.secret sasl.oauthbearer.scope sasl.oauthbearer.header.urlencode
    sasl.oauthbearer.jwt.retriever.class sasl.oauthbearer.assertion.file
    sasl.oauthbearer.assertion.private.key.file sasl.oauthbearer.assertion.claim.iss
  `),
);

/** What matters to producers, consumers or brokers, or to Java alone. */
export const MEANINGLESS_PROPERTIES: ReadonlySet<string> = new Set(
  words(`
    acks allow.auto.create.topics auto.commit.interval.ms auto.include.jmx.reporter auto.offset.reset batch.size
    bootstrap.controllers buffer.memory check.crcs client.dns.lookup client.rack compression.gzip.level
    compression.lz4.level compression.type compression.zstd.level connections.max.idle.ms
    default.api.timeout.ms delivery.timeout.ms enable.auto.commit enable.idempotence enable.metrics.push
    exclude.internal.topics fetch.max.bytes fetch.max.wait.ms fetch.min.bytes group.id group.instance.id
    group.protocol group.remote.assignor heartbeat.interval.ms interceptor.classes
    internal.leave.group.on.close internal.throw.on.fetch.stable.offset.unsupported isolation.level
    key.deserializer key.serializer linger.ms max.block.ms max.in.flight.requests.per.connection
    max.partition.fetch.bytes max.poll.interval.ms max.poll.records max.request.size metadata.max.idle.ms
    metadata.recovery.rebootstrap.trigger.ms metadata.recovery.strategy metric.reporters metrics.num.samples
    metrics.recording.level metrics.sample.window.ms partition.assignment.strategy
    partitioner.adaptive.partitioning.enable partitioner.availability.timeout.ms partitioner.class
    partitioner.ignore.keys receive.buffer.bytes retries send.buffer.bytes session.timeout.ms
    share.acknowledgement.mode share.acquire.mode socket.connection.setup.timeout.max.ms
    transaction.timeout.ms transaction.two.phase.commit.enable transactional.id value.deserializer
    value.serializer
    ssl.keymanager.algorithm ssl.provider ssl.secure.random.implementation
    sasl.kerberos.kinit.cmd sasl.kerberos.min.time.before.relogin sasl.kerberos.service.name
    sasl.kerberos.ticket.renew.jitter sasl.kerberos.ticket.renew.window.factor
    sasl.login.refresh.buffer.seconds sasl.login.refresh.min.period.seconds sasl.login.refresh.window.jitter
    sasl.oauthbearer.assertion.algorithm sasl.oauthbearer.assertion.claim.aud
    sasl.oauthbearer.assertion.claim.exp.seconds sasl.oauthbearer.assertion.claim.jti.include
    sasl.oauthbearer.assertion.claim.nbf.seconds sasl.oauthbearer.assertion.claim.sub
    sasl.oauthbearer.assertion.private.key.passphrase sasl.oauthbearer.assertion.template.file
    sasl.oauthbearer.clock.skew.seconds sasl.oauthbearer.expected.audience sasl.oauthbearer.expected.issuer
    sasl.oauthbearer.jwks.endpoint.refresh.ms sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms
    sasl.oauthbearer.jwks.endpoint.retry.backoff.ms sasl.oauthbearer.jwks.endpoint.url
    sasl.oauthbearer.jwt.validator.class sasl.oauthbearer.scope.claim.name sasl.oauthbearer.sub.claim.name
  `),
);

/** Where Java code of one's own would take part in connecting: the values that mean Kafka's own code. */
export const STANDARD_VALUES: Readonly<Record<string, readonly string[]>> = {
  'security.providers': [],
  'ssl.engine.factory.class': ['org.apache.kafka.common.security.ssl.DefaultSslEngineFactory'],
  'ssl.trustmanager.algorithm': ['PKIX', 'SunPKIX', 'SunX509', 'X509', 'X.509', 'IbmPKIX', 'IbmX509'],
  'sasl.client.callback.handler.class': [],
  'sasl.login.class': [
    'org.apache.kafka.common.security.authenticator.DefaultLogin',
    'org.apache.kafka.common.security.oauthbearer.internals.OAuthBearerRefreshingLogin',
  ],
};

/** Where variables in other properties come from. */
export const isProviderProperty = (name: string): boolean => /^config\.providers(?:\.|$)/.test(name);

export const isTlsProperty = (name: string): boolean => name.startsWith('ssl.');

export const isSaslProperty = (name: string): boolean =>
  name.startsWith('sasl.') || name === 'java.security.auth.login.config';

/** What librdkafka and its bindings call the same thing. */
const LIBRDKAFKA_NAMES: Readonly<Record<string, string>> = {
  'metadata.broker.list': 'bootstrap.servers',
  'sasl.mechanisms': 'sasl.mechanism',
  'sasl.username': 'sasl.jaas.config',
  'sasl.password': 'sasl.jaas.config',
  'ssl.ca.location': 'ssl.truststore.location',
  'ssl.ca.pem': 'ssl.truststore.certificates',
  'ssl.certificate.location': 'ssl.keystore.location',
  'ssl.certificate.pem': 'ssl.keystore.certificate.chain',
  'ssl.key.location': 'ssl.keystore.location',
  'ssl.key.pem': 'ssl.keystore.key',
  'enable.ssl.certificate.verification': 'ssl.endpoint.identification.algorithm',
};

/** How many characters have to be put in, taken out or replaced to make one word of the other. */
const editDistance = (from: string, to: string): number => {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = previous[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
};

const LONGEST_NAME = 80;

/** The known property that an unknown name most likely stands for, or undefined. */
export const nearestProperty = (name: string): string | undefined => {
  const written = name.toLowerCase();
  if (written.length > LONGEST_NAME) return undefined;
  const alias = LIBRDKAFKA_NAMES[written];
  if (alias) return alias;
  const [nearest] = [...USED_PROPERTIES, ...MEANINGLESS_PROPERTIES]
    .map((known) => ({ known, distance: editDistance(written, known) }))
    .sort((one, other) => one.distance - other.distance);
  return nearest && nearest.distance <= Math.max(1, written.length / 6) ? nearest.known : undefined;
};
