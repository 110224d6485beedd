import type { NameServers } from '../../connection/name-servers.ts';
import { AUTO_CREATE_TOPIC } from '../../names/system-names.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import type { TopicRoute } from '../../protocol/route-data.ts';
import { clientErrors } from '../errors.ts';
import { queuesToRead, queuesToWrite, routeToBe } from './route-queues.ts';

const MASTER_ID = 0;

/** How many queues a topic gets that is made when somebody writes to it. */
export const DEFAULT_TOPIC_QUEUES = 4;

interface Known {
  readonly route: TopicRoute;
  readonly write: readonly MessageQueue[];
  readonly read: readonly MessageQueue[];
  /** Whether the topic is not there yet: it can be written to, but not read. */
  readonly isToBe: boolean;
}

const sameRoute = (a: TopicRoute, b: TopicRoute): boolean => textOf(a) === textOf(b);
const textOf = (route: TopicRoute): string =>
  JSON.stringify(route, (_, value) => (value instanceof Map ? [...value] : value));

/** Where topics lie, as far as they were asked for; names are those that brokers know. */
export class Routes {
  readonly #nameServers: NameServers;
  readonly #onChange: (topic: string) => void;
  readonly #topics = new Map<string, Known>();
  readonly #reading = new Map<string, Promise<void>>();
  #brokers: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map();

  constructor(nameServers: NameServers, onChange: (topic: string) => void) {
    this.#nameServers = nameServers;
    this.#onChange = onChange;
  }

  /**
   * The queues to write to, as far as known already: for those who send much and do not want to wait for nothing.
   */
  knownQueuesToWrite(topic: string): readonly MessageQueue[] | undefined {
    return this.#topics.get(topic)?.write;
  }

  /**
   * The queues to write to. A topic that is not there is taken to be made by the first message, on brokers that let it be.
   * Throws ROCKETMQ_ROUTE_NOT_FOUND, ROCKETMQ_TOPIC_NOT_WRITABLE, and what asking name servers throws.
   */
  async queuesToWrite(topic: string): Promise<readonly MessageQueue[]> {
    if (!this.#topics.get(topic)?.write.length) await this.refresh(topic);
    if (!this.#topics.has(topic)) {
      const example = await this.#nameServers.route(AUTO_CREATE_TOPIC);
      if (example === undefined) throw clientErrors.ROCKETMQ_ROUTE_NOT_FOUND({ topic });
      this.#take(topic, routeToBe(example, DEFAULT_TOPIC_QUEUES), true);
    }
    const queues = this.#topics.get(topic)!.write;
    if (queues.length === 0) throw clientErrors.ROCKETMQ_TOPIC_NOT_WRITABLE({ topic });
    return queues;
  }

  /** The queues to read, none when the topic is not there (yet). Throws what asking name servers throws. */
  async queuesToRead(topic: string): Promise<readonly MessageQueue[]> {
    if (this.#topics.get(topic)?.isToBe ?? true) await this.refresh(topic);
    return this.#topics.get(topic)?.read ?? [];
  }

  /** Reads the route anew; a topic that name servers do not know any more keeps its last one, as in Java. */
  refresh(topic: string): Promise<void> {
    const reading =
      this.#reading.get(topic) ??
      this.#nameServers
        .route(topic)
        .then((route) => this.#take(topic, route))
        .finally(() => this.#reading.delete(topic));
    this.#reading.set(topic, reading);
    return reading;
  }

  /** Reads the routes of all topics anew that were asked for. */
  async refreshAll(): Promise<void> {
    await Promise.all([...this.#topics.keys()].map((topic) => this.refresh(topic)));
  }

  /** The address of a broker's master, undefined when there is none. */
  master(brokerName: string): string | undefined {
    return this.#brokers.get(brokerName)?.get(MASTER_ID);
  }

  /**
   * The address of a broker with this id, or else of another of its replicas
   * (`MQClientInstance.findBrokerAddressInSubscribe`).
   */
  replica(brokerName: string, brokerId: number): string | undefined {
    const addresses = this.#brokers.get(brokerName);
    if (addresses === undefined) return undefined;
    const own = addresses.has(brokerId) ? brokerId : [...addresses.keys()][0];
    return own === undefined ? undefined : addresses.get(own);
  }

  /** The address of one random broker of a topic: its master, or else one of its slaves. */
  brokerOf(topic: string): string | undefined {
    const { brokerDatas = [] } = this.#topics.get(topic)?.route ?? {};
    const chosen = brokerDatas[Math.floor(Math.random() * brokerDatas.length)];
    return chosen?.brokerAddrs.get(MASTER_ID) ?? [...(chosen?.brokerAddrs.values() ?? [])][0];
  }

  /** The addresses of all masters, or of all brokers. */
  addresses(of: 'masters' | 'all'): string[] {
    return [...this.#brokers.values()].flatMap((addresses) =>
      [...addresses].filter(([id]) => of === 'all' || id === MASTER_ID).map(([, address]) => address),
    );
  }

  #take(topic: string, route: TopicRoute | undefined, isToBe = false): void {
    const known = this.#topics.get(topic);
    if (route === undefined || (known?.isToBe === isToBe && sameRoute(known.route, route))) return;
    // The newest comes last, for it is right where routes disagree about the addresses of a broker.
    this.#topics.delete(topic);
    const read = isToBe ? [] : queuesToRead(topic, route);
    this.#topics.set(topic, { route, write: queuesToWrite(topic, route), read, isToBe });
    // Made anew from all routes: what is in none of them any more is gone.
    const brokers = [...this.#topics.values()].flatMap(({ route: { brokerDatas } }) => brokerDatas);
    this.#brokers = new Map(brokers.map(({ brokerName, brokerAddrs }) => [brokerName, brokerAddrs]));
    this.#onChange(topic);
  }
}
