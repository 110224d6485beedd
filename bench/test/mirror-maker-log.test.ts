import { describe, expect, it } from 'vitest';
import { clientSettings } from '../src/mirror-maker-log.ts';

const LOG = `[2026-11-21 12:36:14,847] INFO ProducerConfig values: 
	acks = -1
	batch.size = 16384
	client.id = old-mm2-offsets
 (org.apache.kafka.common.config.AbstractConfig)
[2026-11-21 12:36:19,392] INFO ProducerConfig values: 
	acks = -1
	batch.size = 262144
	client.id = connector-producer-MirrorSourceConnector-1
	sasl.jaas.config = a = b
 (org.apache.kafka.common.config.AbstractConfig)
[2026-11-21 12:36:19,500] INFO a line between
	not = a setting
[2026-11-21 12:36:19,814] INFO ConsumerConfig values: 
	client.id = old->new|MirrorSourceConnector-3|replication-consumer
	max.poll.records = 5000
`;

describe("MirrorMaker 2's log", () => {
  it('tells the settings of the clients that copy, and of no others', () => {
    expect(clientSettings(LOG, 'producer').map((settings) => Object.fromEntries(settings))).toEqual([
      {
        acks: '-1',
        'batch.size': '262144',
        'client.id': 'connector-producer-MirrorSourceConnector-1',
        'sasl.jaas.config': 'a = b',
      },
    ]);
    expect(clientSettings(LOG, 'consumer').map((settings) => settings.get('max.poll.records'))).toEqual([
      '5000',
    ]);
  });

  it('tells nothing when there is nothing', () => {
    expect(clientSettings('', 'producer')).toEqual([]);
  });
});
