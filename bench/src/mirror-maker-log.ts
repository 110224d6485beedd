const HEADINGS = { producer: 'ProducerConfig values:', consumer: 'ConsumerConfig values:' } as const;

/** Its clients that copy records are named after this connector; the others keep Connect's own state. */
const COPYING = 'MirrorSourceConnector';

/**
 * The settings that the copying clients of MirrorMaker 2 wrote to its log when they started, one map a client:
 * a line that ends in a heading, then a line `<tab>name = value` for each setting.
 */
export const clientSettings = (log: string, client: keyof typeof HEADINGS): Map<string, string>[] => {
  const found: Map<string, string>[] = [];
  let current: Map<string, string> | undefined;
  for (const line of log.split('\n')) {
    if (!line.startsWith('\t')) {
      current = line.trimEnd().endsWith(HEADINGS[client]) ? new Map() : undefined;
      if (current) found.push(current);
    } else if (current) {
      const [name, ...value] = line.slice(1).split(' = ');
      current.set(name!, value.join(' = '));
    }
  }
  return found.filter((settings) => settings.get('client.id')?.includes(COPYING));
};
