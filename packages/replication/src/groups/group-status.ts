/** What became of one group's offset of one partition. */
export interface GroupOffsetStatus {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly source: bigint;
  /** Undefined: nothing is committed on the target. */
  readonly target: bigint | undefined;
  /**
   * `equal`: the same on both sides, by the map where there is one; `waiting`: the records are not all on the target yet, so the offset is held
   * at its end; `target-active`: the group has members on the target; `target-moved`: somebody else committed there.
   */
  readonly state: 'equal' | 'waiting' | 'target-active' | 'target-moved';
}
