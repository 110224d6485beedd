/** How a Java tool reaches a cluster. */
export interface Reach {
  readonly bootstrap: string;
  /** Path of a client property file, when addresses are not enough. */
  readonly config?: string;
}

/** The arguments of Kafka's tools for that. */
export const reachArguments = ({ bootstrap, config }: Reach): string[] => [
  ...['--bootstrap-server', bootstrap],
  ...(config === undefined ? [] : ['--command-config', config]),
];

/** JVM arguments for programs that are over soon: with them they start in half the time. */
export const QUICK_START = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx512m'];
