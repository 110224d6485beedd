/** What Kafka says of an error code. */
export interface KafkaError {
  /** The number on the wire; 0 is no error, -1 an error the broker has no code for. */
  readonly code: number;
  /** `NOT_LEADER_OR_FOLLOWER` and the like. */
  readonly name: string;
  /** Whether Kafka's own clients try again. */
  readonly retriable: boolean;
  /** Whether they fetch new metadata before. */
  readonly refreshMetadata: boolean;
  readonly message: string;
}
