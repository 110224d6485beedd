import { partitionText } from '@mqferry/kafka';
import { RunningSelection } from '../follow/running-selection.ts';
import { SourceWatch } from '../follow/source-watch.ts';
import type { GroupOffsetStatus } from '../groups/group-status.ts';
import { GroupSync } from '../groups/group-sync.ts';
import { selectGroups } from '../groups/select-groups.ts';
import { mappedOffsets } from '../mapped/mapped-offsets.ts';
import type { RefusedTopic } from '../migration-run.ts';
import { partitionCount } from '../plan/migration-plan.ts';
import { holdAgain } from '../prepare-target.ts';
import { again } from './again.ts';
import type { MigrationContext } from './migration-context.ts';
import type { MigrationParts } from './migration-parts.ts';
import { prepareFor } from './target-preparation.ts';

const GROUP_SYNC_MS = 2_000;
const WATCH_MS = 5_000;
const SEE_LAG_MS = 2_000;
const HOLD_MS = 2_000;

/** What is kept in step while partitions are copied: group offsets, new topics and groups, what the target is held to. */
export class KeepInStep {
  readonly #context: MigrationContext;
  readonly #parts: MigrationParts;
  readonly #groups: GroupSync;
  readonly #watch: SourceWatch;
  /** Which topics are to be copied. */
  readonly selection: RunningSelection;

  constructor(context: MigrationContext, parts: MigrationParts) {
    const { plan, source, target, options, tell } = context;
    const { copier, ownership } = parts;
    this.#context = context;
    this.#parts = parts;
    this.#groups = new GroupSync({
      source,
      target,
      groups: plan.groups,
      copied: () =>
        new Map(ownership.isHeld ? copier.status().partitions.map((p) => [partitionText(p), p]) : []),
      toTarget: mappedOffsets(context),
    });
    this.selection = new RunningSelection(plan.selection);
    const { selection } = this;
    this.#watch = this.#watchOf({ source, target, plan, selection, journal: options.journal, tell });
  }

  /** What appeared meanwhile and is not copied. */
  get refused(): readonly RefusedTopic[] {
    return this.#watch.refused;
  }

  /** Looks at the source now, as if topics with these names had just appeared there. */
  async lookAnew(isMeant: (topic: string) => boolean): Promise<void> {
    const copied = new Set(this.#parts.ownership.topics);
    this.#watch.forget((topic) => isMeant(topic) && !copied.has(topic));
    await this.#watch.round();
    await this.#findGroups();
  }

  /** Does all that until `signal` aborts. Rejects with what does not pass. */
  async run(signal: AbortSignal): Promise<void> {
    const { target, options, tell } = this.#context;
    const { copier, rolling, transactions } = this.#parts;
    await Promise.all([
      again(GROUP_SYNC_MS, signal, async () => {
        const { committed } = await this.#groups.round();
        if (committed > 0) tell({ type: 'groups-synced', offsets: committed });
      }),
      again(SEE_LAG_MS, signal, () => copier.seeLag()),
      rolling?.run(signal),
      ...(options.until === 'follow' ? [again(WATCH_MS, signal, () => this.#look())] : []),
      again(HOLD_MS, signal, async () => {
        if (transactions.any) await holdAgain(target, options.journal, tell);
      }),
    ]);
  }

  /** The last round of groups, once all is copied; gives where their offsets stand. */
  async end(): Promise<readonly GroupOffsetStatus[]> {
    if (this.#context.options.until === 'follow') await this.#findGroups();
    return (await this.#groups.round(true)).statuses;
  }

  async #look(): Promise<void> {
    if (this.#parts.ownership.isPrimary) await this.#watch.round();
    await this.#findGroups();
  }

  async #findGroups(): Promise<void> {
    const { source, plan, tell } = this.#context;
    const topics = new Set(this.#parts.ownership.topics);
    const found = await selectGroups(source, plan.selection, topics, this.#groups.groups);
    if (found.length === 0) return;
    this.#groups.add(found);
    tell({ type: 'groups-found', groups: found });
  }

  #watchOf(options: Omit<ConstructorParameters<typeof SourceWatch>[0], 'prepare' | 'copy'>): SourceWatch {
    const { ownership, tasks, transactions } = this.#parts;
    return new SourceWatch({
      ...options,
      prepare: async (added) => {
        await ownership.claim(
          added.topics.map(({ topic }) => topic),
          this.#context.options.signal,
        );
        await prepareFor(added, this.#context, transactions);
      },
      copy: async (added) => {
        await tasks.add([added]);
        ownership.announce([[added.topic, partitionCount(added)]]);
      },
    });
  }
}
