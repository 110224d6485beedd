import { expect, it } from 'vitest';
import { reach, usePair } from '../lib/clusters.ts';
import { CLEANER, writeCompacted } from '../lib/compacted-topic.ts';
import { endsEqual } from '../lib/ends.ts';
import { latestValues } from '../lib/kafka-log.ts';
import { addPair, change, startFirstService } from '../lib/service.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'state';

const pair = usePair({ version: '3.9.2', config: CLEANER }, { version: '4.3.1', config: CLEANER });

it('a compacted topic is moved when all of it was compared at its end', {
  timeout: 6 * MINUTE_MS,
}, async () => {
  const { source, target, onSource, onTarget, folder } = pair();
  await writeCompacted(source, onSource, TOPIC);
  const { api, process } = await startFirstService(`${folder}/service`);
  const { id } = await api.createMigration({
    body: { name: 'move', ...(await addPair(api, pair())), selection: { topics: TOPIC } },
  });
  await api.planMigration({ params: { id } });
  await change(api, { operation: 'start', migrationId: id });
  await until('the topic is in step', 2 * MINUTE_MS, async () => {
    const { migration } = await api.getMigration({ params: { id } });
    return migration.topics.inStep === 1;
  });
  await change(api, {
    operation: 'switch',
    migrationId: id,
    topics: [TOPIC],
    runbook: 'same-offset',
    denyWrites: false,
  });
  const evidence = await until('the gate has compared it', 2 * MINUTE_MS, async () => {
    const [moving] = await api.listSwitches({ params: { id } });
    const gate = moving!.gates.find((each) => each.id === 'verified');
    return (
      gate?.standing === 'pass' && Object.fromEntries(gate.evidence.map(({ name, value }) => [name, value]))
    );
  });
  expect(evidence).toMatchObject({ differentPartitions: 0 });
  expect(evidence.comparedAtEnd).toBeGreaterThan(0);
  await until('it is moved', 2 * MINUTE_MS, async () => {
    const [moved] = await api.listSwitches({ params: { id } });
    return moved!.stage === 'on-target';
  });
  expect(await endsEqual(onSource, onTarget, [TOPIC])).toBe(true);
  const [values, copied] = await Promise.all(
    [source, target].map((cluster) => latestValues(reach(cluster), TOPIC)),
  );
  expect(copied).toEqual(values);
  process.kill('SIGTERM');
  expect(await process.exited).toMatchObject({ code: 0 });
});
