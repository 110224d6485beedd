import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client, OperationInput } from '@mqferry/api';
import type { Context } from '../context.ts';
import type { MigrationView, ServicePlan, TrafficSwitch } from '../service/find.ts';
import { sessionFetch } from '../service/session.ts';
import { versionOf } from '../version.ts';
import { GROUP } from './scene.ts';

/** Who looks at the demo in the console. */
export const USER = 'demo';

/** How a cluster is reached. */
interface Reached {
  readonly bootstrap: string;
}

/** The service, and the demo's migration in it. */
export class DemoService {
  /** Of the console. */
  readonly url: string;
  /** Of `USER`; made up anew for each demo. */
  readonly password: string;
  /** Ends the service, and with it the copies. */
  readonly close: () => Promise<void>;
  readonly #client: Client;
  readonly #migrationId: string;

  private constructor(made: {
    readonly url: string;
    readonly password: string;
    readonly close: () => Promise<void>;
    readonly client: Client;
    readonly migrationId: string;
  }) {
    this.url = made.url;
    this.password = made.password;
    this.close = made.close;
    this.#client = made.client;
    this.#migrationId = made.migrationId;
  }

  /** Starts the service in a folder, with a user, both clusters and a migration; nothing is copied yet. */
  static async start(
    folder: string,
    { source, target }: { readonly source: Reached; readonly target: Reached },
    { world }: Context,
  ): Promise<DemoService> {
    await mkdir(folder, { recursive: true });
    const log = createWriteStream(join(folder, 'service.log'));
    const service = await world.services.startService({
      ...{ folder, host: '127.0.0.1', port: 0, version: versionOf(), secureCookies: false, log },
    });
    const close = async (): Promise<void> => {
      await service.close();
      log.end();
    };
    try {
      const { url } = service;
      const password = randomBytes(12).toString('base64url');
      const client = await world.services.createClient({ url, fetch: sessionFetch().fetch });
      await client.claim({ body: { token: service.firstStartToken!, name: USER, password } });
      const add = async (name: string, { bootstrap }: Reached): Promise<string> =>
        (await client.addCluster({ body: { name, properties: `bootstrap.servers=${bootstrap}` } })).id;
      const [sourceId, targetId] = [await add('old', source), await add('new', target)];
      const selection = { groups: GROUP };
      const { id: migrationId } = await client.createMigration({
        body: { name: 'demo', sourceId, targetId, selection },
      });
      return new DemoService({ url, password, close, client, migrationId });
    } catch (error) {
      await close();
      throw error;
    }
  }

  plan(): Promise<ServicePlan> {
    return this.#client.planMigration({ params: { id: this.#migrationId } });
  }

  /** The migration as it is now. */
  view(): Promise<MigrationView> {
    return this.#client.getMigration({ params: { id: this.#migrationId } });
  }

  /** The switch as it is now. */
  async trafficSwitch(): Promise<TrafficSwitch> {
    return (await this.#client.listSwitches({ params: { id: this.#migrationId } }))[0]!;
  }

  startCopy(): Promise<void> {
    return this.#confirm({ operation: 'start', migrationId: this.#migrationId });
  }

  beginSwitch(topics: readonly string[]): Promise<void> {
    return this.#confirm({
      ...{ operation: 'switch', migrationId: this.#migrationId, topics: [...topics] },
      ...{ runbook: 'same-offset', denyWrites: false },
    });
  }

  complete(): Promise<void> {
    return this.#confirm({ operation: 'complete', migrationId: this.#migrationId });
  }

  async #confirm(change: OperationInput): Promise<void> {
    const { hash } = await this.#client.planOperation({ body: { change } });
    await this.#client.applyOperation({ body: { change, hash } });
  }
}
