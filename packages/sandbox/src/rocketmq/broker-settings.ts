import { join } from 'node:path';
import { HOST } from '../ports.ts';
import { brokerAclSettings } from './rocketmq-acl.ts';
import { type BrokerPlan, namesrvAddr, type RocketmqPlan } from './rocketmq-plan.ts';

type Settings = Record<string, string>;

/** By default a broker's first message takes a file of a gigabyte, and its index one of 400 MB. */
const SMALL_FILES: Settings = {
  mappedFileSizeCommitLog: String(16 * 1024 * 1024),
  mappedFileSizeConsumeQueue: '600000',
  maxHashSlotNum: '20000',
  maxIndexNum: '80000',
};

/** The settings (broker.conf) of one broker of a cluster. */
export const rocketmqBrokerSettings = (plan: RocketmqPlan, broker: BrokerPlan): Settings => {
  const { version, clusterName, autoCreateTopics, acl } = plan;
  const store = join(broker.directory, 'store');
  return {
    brokerClusterName: clusterName,
    brokerName: broker.name,
    brokerId: String(broker.id),
    brokerRole: broker.role === 'master' ? 'ASYNC_MASTER' : 'SLAVE',
    namesrvAddr: namesrvAddr(plan),
    listenPort: String(broker.port),
    // 4.9 does not know it and listens on every address.
    ...(version === '4.9.7' ? {} : { bindAddress: HOST }),
    // What is told to clients, and to slaves; else that of a network card.
    brokerIP1: HOST,
    brokerIP2: HOST,
    storePathRootDir: store,
    storePathCommitLog: join(store, 'commitlog'),
    ...SMALL_FILES,
    // The disk belongs to others too: a broker that finds it fuller refuses every message.
    diskMaxUsedSpaceRatio: '97',
    // So does the processor: by default a message that waited 200 ms in the broker's queue is refused, and sent again.
    waitTimeMillsInSendQueue: '10000',
    // Each time 5.x compares the 19 MB of its timer wheel byte by byte (TimerWheel.flush): by default, every second, that takes a sixth
    // of a core of a broker that has nothing to do. What is not flushed is read anew from the log.
    ...(version === '4.9.7' ? {} : { timerFlushIntervalMs: '30000' }),
    // The shortest that a broker accepts: a name server that comes back knows the brokers after it.
    registerNameServerPeriod: '10000',
    ...(autoCreateTopics === undefined ? {} : { autoCreateTopicEnable: String(autoCreateTopics) }),
    ...(acl ? brokerAclSettings(acl, version) : {}),
    ...plan.config,
  };
};
