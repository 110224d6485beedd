import { type SandboxServer, ServerProcess } from '../server-process.ts';
import type { ClusterContext } from './cluster-context.ts';
import { probeNameServer } from './probe.ts';
import { addressOf, type NameServerPlan } from './rocketmq-plan.ts';
import { rocketmqDaemon, settingsFile } from './rocketmq-process.ts';

/** A name server of a sandbox. */
export interface RocketmqNameServer extends SandboxServer {
  /** `host:port`. */
  readonly address: string;
}

const HEAP = '64m';

/** A name server that can be started; the files it reads are there already. */
export class LiveNameServer extends ServerProcess implements RocketmqNameServer {
  readonly address: string;
  readonly plan: NameServerPlan;
  readonly #context: ClusterContext;

  constructor(plan: NameServerPlan, role: string, context: ClusterContext) {
    const { directory } = plan;
    const main = 'org.apache.rocketmq.namesrv.NamesrvStartup';
    const args = ['-c', settingsFile(directory)];
    super(
      rocketmqDaemon({
        role,
        main,
        directory,
        heap: HEAP,
        artifacts: context.artifacts,
        jvmArgs: context.jvmArgs,
        args,
      }),
      context.state,
    );
    this.address = addressOf(plan);
    this.plan = plan;
    this.#context = context;
  }

  /** Rejects unless it knows every broker that is awake; those come to it by themselves. */
  protected override async requireReady(): Promise<void> {
    const known = await probeNameServer(this.plan.port);
    const unknown = this.#context.awakeBrokers().find((address) => !known.has(address));
    if (unknown) throw new Error(`the name server ${this.address} does not know of ${unknown} yet`);
  }
}
