import { SUPERUSER } from './broker-settings.ts';
import { type Listener, usesSasl } from './listeners.ts';
import { sandboxErrors } from './sandbox-errors.ts';
import type { SaslOptions } from './sasl.ts';
import { type KafkaVersion, VERSIONS } from './versions.ts';

/** What a cluster shall be. */
export interface KafkaOptions {
  readonly version: KafkaVersion;
  /** 1 unless given. */
  readonly brokers?: 1 | 3;
  /** PLAINTEXT unless given. A broker has them all at once. */
  readonly listeners?: readonly Listener[];
  /**
   * How clients log in on SASL listeners; SCRAM-SHA-512 as `admin` with `admin-secret` unless given.
   * That user is added when ACLs are enforced.
   */
  readonly sasl?: SaslOptions;
  /** One for each listener of each broker: those of broker 1 in the order of `listeners`, then of broker 2. Free ones unless given. */
  readonly ports?: readonly number[];
  /** One for each broker: the port of its first listener that clients are told, that of a proxy in front of it. */
  readonly advertisedPorts?: readonly number[];
  /** More broker settings (server.properties); they win over the sandbox's own. */
  readonly config?: Readonly<Record<string, string>>;
  /** A broker's -Xmx, such as `1g`; 512m unless given. */
  readonly heap?: string;
  /**
   * It is over in minutes: its JVMs compile quickly rather than well, which halves the CPU time of a start, and the topics
   * of groups and transactions have few partitions.
   */
  readonly shortLived?: boolean;
  /** Where everything lies; kept. Unless given, a fresh one in the system's temporary folder that goes away at stop. */
  readonly directory?: string;
  /** Enforces ACLs. `User:admin` and everyone on a PLAINTEXT listener (`User:ANONYMOUS`) may do everything. */
  readonly authorizer?: boolean;
  /** What the sandbox is listed as; made up from the version unless given. */
  readonly name?: string;
}

/** Options with nothing left open, except ports and folders. */
export interface CheckedOptions {
  readonly version: KafkaVersion;
  readonly brokers: 1 | 3;
  readonly listeners: readonly Listener[];
  readonly sasl: SaslOptions | undefined;
  readonly ports: readonly number[] | undefined;
  readonly advertisedPorts: readonly number[] | undefined;
  readonly config: Readonly<Record<string, string>>;
  readonly heap: string | undefined;
  readonly shortLived: boolean;
  readonly authorizer: boolean;
}

const LISTENERS: readonly string[] = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] satisfies Listener[];
const NAME = /^[\w.-]+$/;
/** Printable ASCII, without what StorageTool and ConfigCommand split their arguments at. */
const PASSWORD = /^(?!.*[,=[\]])[!-~]+$/;

const DEFAULT_SASL: SaslOptions = { mechanisms: ['SCRAM-SHA-512'], users: { [SUPERUSER]: 'admin-secret' } };
/** What stands for every sandbox when they are ended. */
export const ALL = 'all';

const invalid = (reason: string) => sandboxErrors.SANDBOX_OPTION_INVALID({ reason });

const checkSasl = (sasl: SaslOptions, version: KafkaVersion): void => {
  if (sasl.mechanisms.length === 0) throw invalid('no SASL mechanism is given');
  for (const mechanism of sasl.mechanisms) {
    if (!VERSIONS[version].mechanisms.includes(mechanism)) {
      throw invalid(`Kafka ${version} does not know the SASL mechanism ${mechanism}`);
    }
  }
  if (Object.keys(sasl.users).length === 0) throw invalid('no SASL user is given');
  for (const [user, password] of Object.entries(sasl.users)) {
    if (!NAME.test(user))
      throw invalid(`the user name ${user} has other characters than letters, digits, . _ -`);
    if (!PASSWORD.test(password))
      throw invalid(
        `the password of ${user} is empty or has one of , = [ ] or other characters than visible ASCII`,
      );
  }
};

/** Fills in what was left open. Throws SANDBOX_OPTION_INVALID, naming what cannot be. */
export const checkOptions = (options: KafkaOptions): CheckedOptions => {
  const { version, brokers = 1, listeners = ['PLAINTEXT'], authorizer = false, name } = options;
  const { ports, advertisedPorts } = options;
  if (!Object.hasOwn(VERSIONS, version)) {
    throw invalid(`Kafka ${version} is not one of ${Object.keys(VERSIONS).join(', ')}`);
  }
  if (brokers !== 1 && brokers !== 3) throw invalid(`${brokers} brokers, there can be 1 or 3`);
  const unknown = listeners.find((listener) => !LISTENERS.includes(listener));
  if (unknown !== undefined) throw invalid(`${unknown} is not one of ${LISTENERS.join(', ')}`);
  if (listeners.length === 0 || new Set(listeners).size < listeners.length) {
    throw invalid('every listener must be named once, and one at least');
  }
  if (ports && ports.length !== brokers * listeners.length) {
    throw invalid(`${ports.length} ports for ${brokers} × ${listeners.length} listeners`);
  }
  if (advertisedPorts && advertisedPorts.length !== brokers) {
    throw invalid(`${advertisedPorts.length} advertised ports for ${brokers} brokers`);
  }
  if (name !== undefined && (!NAME.test(name) || name === ALL)) {
    throw invalid(`the name ${name} is ${ALL} or has other characters than letters, digits, . _ -`);
  }
  const given = options.sasl ?? (listeners.some(usesSasl) ? DEFAULT_SASL : undefined);
  const sasl = given && authorizer ? { ...given, users: { ...DEFAULT_SASL.users, ...given.users } } : given;
  if (sasl) checkSasl(sasl, version);
  return {
    ...{ version, brokers, listeners, sasl, ports, advertisedPorts, authorizer },
    config: options.config ?? {},
    heap: options.heap,
    shortLived: options.shortLived ?? false,
  };
};
