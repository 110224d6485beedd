import { GET_ROUTEINFO_BY_TOPIC, type NameServers, type RequestDefinition } from '@mqferry/rocketmq';
import { type RouteDocument, readRouteDocument } from './route-document.ts';

/** For how long an answer of the cluster is passed on, in milliseconds; clients ask every 30 s. */
const FRESH_MS = 1000;

const GET_ROUTE_DOCUMENT = {
  ...GET_ROUTEINFO_BY_TOPIC,
  body: readRouteDocument,
} satisfies RequestDefinition;

interface Told {
  readonly route: RouteDocument;
  /** By `performance.now()`. */
  readonly at: number;
}

/** The routes of one cluster. What it said last is used for as long as it says nothing. */
export class SideRoutes {
  readonly #nameServers: NameServers;
  readonly #told = new Map<string, Told>();
  readonly #asking = new Map<string, Promise<RouteDocument | undefined>>();

  constructor(nameServers: NameServers) {
    this.#nameServers = nameServers;
  }

  /**
   * The route of a topic, or undefined where there is none. A topic that was there is not taken as gone: name servers that
   * have just been started say so until brokers have told them. Throws what `NameServers.call` does when the cluster has not
   * answered yet.
   */
  async route(topic: string): Promise<RouteDocument | undefined> {
    const told = this.#told.get(topic);
    if (told && performance.now() - told.at < FRESH_MS) return told.route;
    const asking = this.#asking.get(topic) ?? this.#ask(topic);
    if (told === undefined) return asking;
    return asking.then(
      (route) => route ?? told.route,
      () => told.route,
    );
  }

  #ask(topic: string): Promise<RouteDocument | undefined> {
    const asking = this.#askNow(topic).finally(() => this.#asking.delete(topic));
    this.#asking.set(topic, asking);
    return asking;
  }

  async #askNow(topic: string): Promise<RouteDocument | undefined> {
    const { body } = await this.#nameServers.call(GET_ROUTE_DOCUMENT, {
      topic,
      acceptStandardJsonOnly: true,
    });
    const route = body ?? this.#told.get(topic)?.route;
    if (route) this.#told.set(topic, { route, at: performance.now() });
    return route;
  }
}
