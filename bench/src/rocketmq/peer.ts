/** What a client measured. */
export interface Run {
  /** Messages a second. */
  readonly perSecond: number;
  /** CPU time of the client's process. */
  readonly cpuSeconds: number;
}

/** Where a client sends to and pulls from: the first queue of a topic at a broker. */
export interface PeerSetting {
  readonly nameServers: string;
  readonly topic: string;
  readonly brokerName: string;
  /** Size of a message's body. */
  readonly bytes: number;
}

/** A client that is measured; it is warm when it has done the same before. */
export interface Peer {
  /** Sends messages to the queue, so many at a time; each is confirmed by the broker. */
  readonly send: (count: number, inFlight: number) => Promise<Run>;
  /** Pulls messages from the beginning of the queue, so many a request, so many requests at a time. */
  readonly pull: (count: number, batch: number, inFlight: number) => Promise<Run>;
  readonly stop: () => Promise<void>;
}
