import { jsonBytes } from '@mqferry/rocketmq';
import { gatewayErrors } from '../../errors.ts';
import { mergeRoutes, type Presence } from '../routes/merge-routes.ts';
import { type RouteDocument, withAddresses } from '../routes/route-document.ts';
import type { SideRoutes } from '../routes/side-routes.ts';
import { mayWrite, ONLY_SOURCE, type RoutingTable, type Share, SIDES, type Side } from '../routing-table.ts';
import { shareOf } from './shares.ts';

/** What both sides say of a topic. */
type Routes = Readonly<Record<Side, RouteDocument | undefined>>;

interface Merged {
  readonly table: RoutingTable;
  readonly routes: Routes;
  readonly address: string;
  readonly body: Buffer | undefined;
}

/** Where clients reach a broker that is at `address`; undefined: they cannot. */
export type AddressOf = (side: Side, address: string) => string | undefined;

/** The routes that clients are shown. */
export class MergedRoutes {
  readonly #sides: Readonly<Record<Side, SideRoutes>>;
  readonly #addressOf: AddressOf | undefined;
  readonly #merged = new Map<string, Merged>();

  /** Without `addressOf` clients reach brokers where they are. */
  constructor(sides: Readonly<Record<Side, SideRoutes>>, addressOf?: AddressOf) {
    this.#sides = sides;
    this.#addressOf = addressOf;
  }

  /** What was merged is merged anew: addresses have changed. */
  forget(): void {
    this.#merged.clear();
  }

  /**
   * The route of a topic as a body, or undefined where there is none. Throws GATEWAY_BROKER_NAME_TAKEN,
   * GATEWAY_STATIC_TOPIC, and what a side throws that cannot be asked and without which nobody could write.
   */
  async body(table: RoutingTable, topic: string, presence: Presence): Promise<Buffer | undefined> {
    const share = shareOf(table, topic);
    const routes = await this.routes(share ?? ONLY_SOURCE, topic);
    const { address } = presence;
    const known = this.#merged.get(topic);
    const isSame =
      known?.table === table &&
      known.address === address &&
      SIDES.every((side) => known.routes[side] === routes[side]);
    if (isSame) return known.body;
    const shown = { source: this.#reached('source', routes), target: this.#reached('target', routes) };
    const body =
      share === undefined || routes.source?.isStatic
        ? shown.source && jsonBytes(shown.source.fields)
        : mergeRoutes({
            ...{ share, routes: shown, presence },
            shownName: (side, name) => (side === 'target' ? (table.targetNames.get(name) ?? name) : name),
          });
    if (body) this.#merged.set(topic, { table, routes, address, body });
    return body;
  }

  #reached(side: Side, routes: Routes): RouteDocument | undefined {
    const route = routes[side];
    const addressOf = this.#addressOf;
    return route && addressOf ? withAddresses(route, (address) => addressOf(side, address)) : route;
  }

  /**
   * What the sides say that are shown. One that cannot be asked, and never could, is left out if clients can write
   * without it: they come back to ask. Else its error is thrown, and they keep the route that they have.
   */
  async routes(share: Share, topic: string): Promise<Routes> {
    const found: Record<Side, RouteDocument | undefined> = { source: undefined, target: undefined };
    const failed = new Map<Side, unknown>();
    await Promise.all(
      SIDES.filter((side) => share[side] !== 'none').map(async (side) => {
        try {
          found[side] = await this.#sides[side].route(topic);
        } catch (error) {
          failed.set(side, error);
        }
      }),
    );
    const canWrite = SIDES.some((side) => mayWrite(share[side]) && found[side] !== undefined);
    for (const [, error] of failed) if (!canWrite) throw error;
    const isStatic = SIDES.some((side) => found[side]?.isStatic);
    if (isStatic && share.target !== 'none') throw gatewayErrors.GATEWAY_STATIC_TOPIC({ topic });
    return found;
  }
}
