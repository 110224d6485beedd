import type { Input, Routes } from '@mqferry/api';
import type { SeenClient } from '@mqferry/gateway';

type Report = Input<Routes['reportSeamlessGateway']>['body'];

/** What was heard of a gateway last. */
export interface HeardGateway {
  /** In milliseconds since 1970. */
  readonly heardAt: number;
  readonly clients: readonly SeenClient[];
  readonly links: readonly string[];
}

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
    of.set(gateway, { heardAt, clients: clientsOf(report), links: report.links });
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
