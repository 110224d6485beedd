import type { KafkaClient } from '../client/kafka-client.ts';
import { ApiVersions } from '../protocol/generated/index.ts';
import { askFor } from './ask.ts';
import { describeConfigs } from './configs.ts';

/**
 * The last level of the feature `metadata.version` that each release brought (MetadataVersion of Apache
 * Kafka).
 */
const LAST_LEVELS: readonly (readonly [level: number, release: string])[] = [
  [1, '3.0'],
  [2, '3.1'],
  [3, '3.2'],
  [7, '3.3'],
  [8, '3.4'],
  [11, '3.5'],
  [14, '3.6'],
  [19, '3.7'],
  [20, '3.8'],
  [21, '3.9'],
  [25, '4.0'],
  [27, '4.1'],
  [29, '4.2'],
  [30, '4.3'],
];

const FEATURE = 'metadata.version';
const CONFIG = 'inter.broker.protocol.version';
const SOFTWARE = { clientSoftwareName: 'mqferry', clientSoftwareVersion: '1' };

/** What a broker tells of its software. */
export interface BrokerProtocol {
  /**
   * The release that it is of: the newest whose metadata it can read (KIP-584), else the protocol that brokers are set to
   * use among themselves, which may be older than the software. Undefined where it tells neither (before 0.11), or is
   * newer than this program.
   */
  readonly release: string | undefined;
  /**
   * Whether its cluster is led by a quorum of controllers; then Metadata names any broker as the controller
   * (KIP-590).
   */
  readonly kraft: boolean;
}

/** What a broker tells of its software. */
export const protocolOf = async (client: KafkaClient, broker: number): Promise<BrokerProtocol> => {
  const { supportedFeatures, finalizedFeatures } = await askFor(
    client,
    { node: broker },
    ApiVersions,
    (version) => (version >= 3 ? SOFTWARE : {}),
    (answer) => answer,
  );
  const kraft = finalizedFeatures.some(({ name }) => name === FEATURE);
  const highest = supportedFeatures.find(({ name }) => name === FEATURE)?.maxVersion;
  if (highest !== undefined) return { kraft, release: LAST_LEVELS.find(([level]) => highest <= level)?.[1] };
  const configs = await describeConfigs(client, [{ broker }]);
  const set = configs.get(String(broker))?.get(CONFIG)?.value;
  return { kraft, release: set?.replace(/-IV\d+$/u, '') };
};
