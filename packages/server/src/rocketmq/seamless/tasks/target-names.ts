import { brokersOf, type RocketmqAdmin } from '@mqferry/rocketmq';

/** Behind the name of a broker of the target that the source has as well. */
const SUFFIX = '@target';

const namesIn = async ({ nameServers }: RocketmqAdmin): Promise<ReadonlySet<string>> =>
  new Set(brokersOf(await nameServers.clusterInfo()).map(({ name }) => name));

/**
 * Names under which clients are to see brokers of the target: clients keep one address for a name. Throws what asking the name
 * servers throws.
 */
export const namesForTarget = async (
  source: RocketmqAdmin,
  target: RocketmqAdmin,
): Promise<Record<string, string>> => {
  const [taken, names] = await Promise.all([namesIn(source), namesIn(target)]);
  const free = (name: string): string =>
    taken.has(name) || names.has(name) ? free(`${name}${SUFFIX}`) : name;
  return Object.fromEntries(
    [...names].filter((name) => taken.has(name)).map((name) => [name, free(`${name}${SUFFIX}`)]),
  );
};
