import type { Input, Routes } from '@mqferry/api';
import type { SeenClient } from '@mqferry/gateway';

type Report = Input<Routes['reportSeamlessGateway']>['body'];

/** What was heard of a gateway last. */
export interface HeardGateway {
  /** In milliseconds since 1970. */
  readonly heardAt: number;
  /** Where clients reach it, `host:port`. */
  readonly address: string;
  /** Undefined: it does not tell. */
  readonly instance: string | undefined;
  readonly clients: readonly SeenClient[];
  readonly links: readonly string[];
}

/** Gateways report every second: one that was not heard for so long has ended, and its name is free, in milliseconds. */
const NAMESAKE_MS = 5_000;

const clientsOf = ({ connections }: Report): SeenClient[] =>
  connections.map(({ routes, heartbeat, ...connection }) => ({
    ...connection,
    routes: new Map(Object.entries(routes)),
    heartbeat: heartbeat
      ? {
          ...heartbeat,
          consumers: heartbeat.consumers.map(
            ({ group, topics, consumeType, messageModel, consumeFromWhere }) => ({
              ...{ group, topics, consumeType, messageModel, consumeFromWhere },
            }),
          ),
        }
      : undefined,
  }));

/** Who is connected to the gateways of each task, as they told last. What it says is gone with the service, and told again. */
export class GatewayReports {
  readonly #heard = new Map<string, Map<string, HeardGateway>>();

  note(taskId: string, gateway: string, report: Report, heardAt: number): void {
    const of = this.#heard.get(taskId) ?? new Map<string, HeardGateway>();
    this.#heard.set(taskId, of);
    const { address, instance, links } = report;
    of.set(gateway, { heardAt, address, instance, clients: clientsOf(report), links });
  }

  /** Another gateway that bears this name and was heard a moment ago; undefined: none. */
  namesake(taskId: string, gateway: string, { instance }: Report, now: number): HeardGateway | undefined {
    const heard = this.#heard.get(taskId)?.get(gateway);
    const isOther = heard?.instance !== undefined && instance !== undefined && heard.instance !== instance;
    return isOther && now - heard.heardAt < NAMESAKE_MS ? heard : undefined;
  }

  /** By the names of the gateways. */
  of(taskId: string): ReadonlyMap<string, HeardGateway> {
    return this.#heard.get(taskId) ?? new Map();
  }

  forget(taskId: string, gateway?: string): void {
    if (gateway === undefined) this.#heard.delete(taskId);
    else this.#heard.get(taskId)?.delete(gateway);
  }
}
