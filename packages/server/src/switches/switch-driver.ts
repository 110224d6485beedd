import { apiErrors, problemOf } from '@mqferry/api';
import { codedErrorIn, inParallel, pause } from '@mqferry/core';
import { evidenceLabel, gateText, isCopied, type Measurement, standing, type Way } from '@mqferry/migration';
import { type TargetJournal, verify } from '@mqferry/replication';
import type { Migrations, StoredSwitch, Switches } from '@mqferry/store';
import type { FastifyBaseLogger } from 'fastify';
import type { ConnectedClusters } from '../clusters/open-connection.ts';
import type { Copies } from '../copies/copies.ts';
import type { ServiceVerbs } from '../operations/service-verbs.ts';
import { EndComparison } from './end-comparison.ts';
import { type GateWorld, Stillness, sidesOf } from './gate-world.ts';
import { gatesOf, type SwitchGate } from './gates/gates-of.ts';
import { groupsOf } from './group-offsets.ts';
import { optionsOf, runbookOf, topicsOf } from './stored-switch.ts';

const GATES_AT_ONCE = 4;

/** How patiently switches are watched, in milliseconds. */
export interface SwitchPace {
  /** From one look at the gates to the next. */
  readonly lookMs: number;
  /** For so long no log may have grown before its producers count as stopped. */
  readonly stillMs: number;
}

/** Producers that batch for long send nothing for a while; `linger.ms` is seldom more than ten seconds. */
const PACE: SwitchPace = { lookMs: 2_000, stillMs: 10_000 };

interface Watched {
  readonly stage: string;
  readonly stillness: Stillness;
  readonly comparison: EndComparison;
  readonly measured: Map<string, Measurement>;
}

/** What a driver needs of the service. */
export interface DriverKept {
  readonly migrations: Migrations;
  readonly switches: Switches;
}

type DriverVerbs = Pick<
  ServiceVerbs,
  'denyWrites' | 'allowWrites' | 'commitStartOffsets' | 'advanceSwitch' | 'turnRound'
>;

/** Measures the gates of the switches that are under way, and moves on where all of them are passed. */
export class SwitchDriver {
  readonly #kept: DriverKept;
  readonly #clusters: ConnectedClusters;
  readonly #copies: Copies;
  readonly #verbs: DriverVerbs;
  readonly #journalOf: (migrationId: string, way: Way) => TargetJournal;
  readonly #log: FastifyBaseLogger;
  readonly #pace: SwitchPace;
  readonly #watched = new Map<string, Watched>();
  readonly #ending = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    kept: DriverKept,
    clusters: ConnectedClusters,
    copies: Copies,
    verbs: DriverVerbs,
    journalOf: (migrationId: string, way: Way) => TargetJournal,
    log: FastifyBaseLogger,
    pace: SwitchPace = PACE,
  ) {
    this.#pace = pace;
    this.#kept = kept;
    this.#journalOf = journalOf;
    this.#clusters = clusters;
    this.#copies = copies;
    this.#verbs = verbs;
    this.#log = log;
  }

  start(): void {
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#running;
    for (const { comparison } of this.#watched.values()) comparison.stop();
  }

  /** What was measured of a switch at its stage, by gate. */
  measured({ id, stage }: Pick<StoredSwitch, 'id' | 'stage'>): ReadonlyMap<string, Measurement> {
    const watched = this.#watched.get(id);
    return watched?.stage === stage ? watched.measured : new Map();
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        const moving = await this.#kept.switches.at(['stopping', 'returning']);
        for (const each of moving)
          await this.#drive(each).catch((error: unknown) =>
            this.#log.error({ err: error, switch: each.id }, 'a switch cannot be looked at'),
          );
      } catch (error) {
        this.#log.error({ err: error }, 'switches cannot be looked at');
      }
      await pause(this.#pace.lookMs, signal).catch(() => undefined);
    }
  }

  async #drive(moving: StoredSwitch): Promise<void> {
    const { id, stage, migration_id: migrationId } = moving;
    const known = this.#watched.get(id);
    const watched =
      known?.stage === stage
        ? known
        : {
            ...{ stage, stillness: new Stillness(), comparison: new EndComparison() },
            measured: new Map<string, Measurement>(),
          };
    this.#watched.set(id, watched);
    const { left, leftId, entered, enteredId } = await sidesOf(moving, this.#kept.migrations, this.#clusters);
    const { forward, back } = this.#copies.of(migrationId);
    const copy = stage === 'returning' ? back : forward;
    const { denyWrites } = optionsOf(moving);
    const topics = topicsOf(moving);
    const world: GateWorld = {
      ...{ from: left, to: entered, topics, denyWrites },
      report: copy?.error ? undefined : copy?.report,
      ...{ stillness: watched.stillness, stillMs: this.#pace.stillMs, comparison: watched.comparison },
      groupsLeft: onlyOnce(() => groupsOf(left, topics)),
      compare: async (compared, options) => {
        const journal = this.#journalOf(migrationId, stage === 'returning' ? 'back' : 'forward');
        const [restores, committedOnly] = [await journal.load(), await journal.committedOnly()];
        return verify(left, entered, { topics: compared, groups: [], restores, committedOnly }, options);
      },
    };
    // The operation does so, too; it may have been interrupted, somebody may have taken the denial back, and groups come.
    if (denyWrites) await this.#verbs.denyWrites({ clusterId: leftId, topics });
    const runbook = runbookOf(moving);
    if (!isCopied(runbook) && stage === 'stopping')
      await this.#verbs.commitStartOffsets({ migrationId, topics });
    const gates = gatesOf(runbook, denyWrites);
    await inParallel(gates, GATES_AT_ONCE, async (gate) => {
      watched.measured.set(gate.id, await measure(gate, world));
    });
    this.#copies.changed(migrationId);
    const now = Date.now();
    if (!gates.every((gate) => standing(gate, watched.measured.get(gate.id), now) === 'pass')) return;
    try {
      if (denyWrites) await this.#verbs.allowWrites({ clusterId: enteredId, topics });
      const to = stage === 'returning' ? 'returned' : 'on-target';
      const advance = { switchId: id, from: stage as 'stopping' | 'returning', to } as const;
      if (isCopied(runbook)) await this.#verbs.turnRound(advance);
      else await this.#verbs.advanceSwitch(advance);
    } catch (error) {
      this.#log.error({ err: error, switch: id }, 'a switch could not move on');
    }
  }
}

/** Asks when it is wanted first, and gives everybody that answer. */
const onlyOnce = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
};

const measure = async (gate: SwitchGate, world: GateWorld): Promise<Measurement> => {
  const at = Date.now();
  try {
    return { ...(await gate.measure(world)), at };
  } catch (error) {
    const reason = codedErrorIn(error) ?? apiErrors.API_UNEXPECTED({ reason: String(error) }, error);
    return { verdict: 'error', evidence: {}, at, reason };
  }
};

/** The gates of a switch as the API tells of them. */
export const gateViews = (moving: StoredSwitch, measured: ReadonlyMap<string, Measurement>, now: number) =>
  gatesOf(runbookOf(moving), optionsOf(moving).denyWrites).map((gate) => {
    const last = measured.get(gate.id);
    const evidence = Object.entries(last?.evidence ?? {}).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [{ name, label: evidenceLabel(name), value: typeof value === 'bigint' ? String(value) : value }],
    );
    return {
      id: gate.id,
      ...gateText(gate.id, moving.stage === 'returning' ? 'back' : 'forward'),
      standing: standing(gate, last, now),
      measuredAt: last ? new Date(last.at).toISOString() : null,
      evidence,
      reason: last?.reason ? problemOf(last.reason) : null,
    };
  });
