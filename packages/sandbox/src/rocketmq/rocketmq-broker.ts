import { type SandboxServer, ServerProcess } from '../server-process.ts';
import type { ClusterContext } from './cluster-context.ts';
import { probeBroker, probeNameServer } from './probe.ts';
import { addressOf, type BrokerPlan } from './rocketmq-plan.ts';
import { rocketmqDaemon, settingsFile } from './rocketmq-process.ts';

/** A broker of a sandbox. */
export interface RocketmqBroker extends SandboxServer {
  readonly name: string;
  /** 0 for a master. */
  readonly id: number;
  readonly role: 'master' | 'slave';
  /** `host:port`. */
  readonly address: string;
  /** Its store lies in `store` below it, what it reads at its start in `conf`. */
  readonly directory: string;
}

/** A broker that can be started; the files it reads are there already. */
export class LiveRocketmqBroker extends ServerProcess implements RocketmqBroker {
  readonly name: string;
  readonly id: number;
  readonly role: RocketmqBroker['role'];
  readonly address: string;
  readonly directory: string;
  readonly #port: number;
  readonly #context: ClusterContext;

  constructor(plan: BrokerPlan, context: ClusterContext) {
    const { directory, name, id } = plan;
    const role = `broker ${name}-${id}`;
    const main = 'org.apache.rocketmq.broker.BrokerStartup';
    const args = ['-c', settingsFile(directory)];
    super(
      rocketmqDaemon({
        role,
        main,
        directory,
        heap: context.heap,
        artifacts: context.artifacts,
        jvmArgs: context.jvmArgs,
        args,
      }),
      context.state,
    );
    this.name = name;
    this.id = id;
    this.role = plan.role;
    this.address = addressOf(plan);
    this.directory = directory;
    this.#port = plan.port;
    this.#context = context;
  }

  /** Rejects unless it tells its state and every name server that is awake knows it. */
  protected override async requireReady(): Promise<void> {
    for (const port of this.#context.awakeNameServers()) {
      if (!(await probeNameServer(port)).has(this.address)) {
        throw new Error(`the name server at port ${port} does not know of ${this.address} yet`);
      }
    }
    await probeBroker(this.#port, this.#context.acl?.administrator);
  }
}
