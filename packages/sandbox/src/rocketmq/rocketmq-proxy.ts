import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOST } from '../ports.ts';
import { type SandboxServer, ServerProcess } from '../server-process.ts';
import type { ClusterContext } from './cluster-context.ts';
import { probeProxy } from './probe.ts';
import { proxyAclSettings } from './rocketmq-acl.ts';
import { namesrvAddr, type ProxyPlan, type RocketmqPlan } from './rocketmq-plan.ts';
import { rocketmqDaemon } from './rocketmq-process.ts';

/** The proxy of a sandbox of RocketMQ 5. */
export interface RocketmqProxy extends SandboxServer {
  /** `host:port` for gRPC, with or without TLS. */
  readonly grpcAddress: string;
  /** `host:port` for the remoting protocol: to clients it is name server and broker. */
  readonly remotingAddress: string;
}

const HEAP = '160m';

const settingsFile = (directory: string): string => join(directory, 'conf', 'rmq-proxy.json');

/** Writes what the proxy reads when it starts. */
export const writeProxyFiles = async (plan: RocketmqPlan, proxy: ProxyPlan): Promise<void> => {
  const settings = {
    rocketMQClusterName: plan.clusterName,
    namesrvAddr: namesrvAddr(plan),
    grpcServerPort: proxy.grpcPort,
    remotingListenPort: proxy.remotingPort,
    localServeAddr: HOST,
    // Without a port, which it adds itself.
    remotingAccessAddr: HOST,
    ...(plan.acl ? proxyAclSettings(plan.acl) : {}),
  };
  await mkdir(join(proxy.directory, 'conf'), { recursive: true });
  await writeFile(settingsFile(proxy.directory), JSON.stringify(settings, undefined, 2));
};

/** A proxy that can be started; the files it reads are there already. */
export class LiveProxy extends ServerProcess implements RocketmqProxy {
  readonly grpcAddress: string;
  readonly remotingAddress: string;
  readonly #plan: ProxyPlan;

  constructor(plan: ProxyPlan, { artifacts, jvmArgs, state }: ClusterContext) {
    const { directory } = plan;
    const main = 'org.apache.rocketmq.proxy.ProxyStartup';
    const args = ['-pc', settingsFile(directory)];
    super(rocketmqDaemon({ role: 'proxy', main, directory, heap: HEAP, artifacts, jvmArgs, args }), state);
    this.grpcAddress = `${HOST}:${plan.grpcPort}`;
    this.remotingAddress = `${HOST}:${plan.remotingPort}`;
    this.#plan = plan;
  }

  /** Rejects unless it answers to remoting, which it begins to do after gRPC. */
  protected override async requireReady(): Promise<void> {
    await probeProxy(this.#plan.remotingPort);
  }
}
