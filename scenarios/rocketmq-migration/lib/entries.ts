/** Where a broker keeps a message, as the client knows that place. */
export interface Place {
  /** Its name in the client's route. */
  readonly broker: string;
  readonly queueId: number;
  readonly offset: bigint;
  /** `host:port` of the broker, which tells the cluster; undefined where the client was not told. */
  readonly host: string | undefined;
}

/** A message that its producer was told is stored. */
export interface Written {
  /** `run.number`. */
  readonly id: string;
  readonly key: string;
  readonly producer: string;
  /** Of a half message, a place among half messages. */
  readonly place: Place;
  /** Its transaction is rolled back: nobody may ever see it. */
  readonly rolledBack: boolean;
}

/** A message that its producer was told is not stored, or was told nothing about. */
export interface Unsent {
  readonly id: string;
  readonly producer: string;
  /** Nobody answered, so it may be stored nevertheless. */
  readonly undecided: boolean;
  readonly error: string;
}

/** A message that came to a consumer. */
export interface Delivery {
  readonly id: string;
  readonly key: string;
  readonly consumer: string;
  /** Who has to see every message once: a group, or a consumer that broadcasts. */
  readonly reader: string;
  /** False: the consumer failed, and wants it again. */
  readonly processed: boolean;
  readonly place: Place;
  readonly reconsumeTimes: number;
  /** When, in microseconds since 1970, by this machine's clock. */
  readonly at: number;
}
