import type { Answer, Routes } from '@mqferry/api';
import type { Position } from '@mqferry/migration';

export type SeamlessTask = Answer<Routes['getSeamlessTask']>;
export type SeamlessTopic = Answer<Routes['listSeamlessTopics']>['items'][number];
export type SeamlessTopicDetail = Answer<Routes['getSeamlessTopic']>;
export type StepPlan = Answer<Routes['planSeamlessStep']>;
export type TopicMove = StepPlan['topics'][number];
export type ScanRow = Answer<Routes['scanSeamlessTask']>['rows'][number];
/** An entry as it is kept; its words are derived. */
export type LogEntry = Omit<Answer<Routes['listSeamlessLog']>['items'][number], 'text'>;
export type Client = Answer<Routes['listSeamlessClients']>['items'][number];
export type Group = Answer<Routes['listSeamlessGroups']>['items'][number];
export type Batches = Answer<Routes['getSeamlessBatches']>;
export type Sample = Answer<Routes['listSeamlessTraffic']>[number];

/** What is wrong with a topic of a fake task. */
export type Trouble =
  | 'straight'
  | 'not-imported'
  | 'few-queues'
  | 'pending'
  | 'behind'
  | 'one-side'
  | 'not-known'
  | 'late';

/** How far people have got with the clients of topics that move in batches; topics of a kind share one. */
export interface FakeMoved {
  /** Whether groups have offsets on the target. */
  prepared: boolean;
  consumers: 'none' | 'some' | 'all';
  producers: 'none' | 'some' | 'all';
  /** Whether the source is read to its end. */
  drained: boolean;
  /** The stages that somebody has begun, and when. */
  readonly begun: Map<Batches['batches'][number]['stages'][number]['stage'], string>;
}

/** A topic of a fake task. */
export interface FakeTopic {
  readonly name: string;
  position: Position;
  /** When it came to its state, in milliseconds since 1970. */
  changedAt: number;
  trouble: Trouble | undefined;
  /** Messages a second. */
  readonly rate: number;
  /** In batches only. */
  readonly moved?: FakeMoved;
}

/** A gateway of a fake task. */
export interface FakeGateway {
  readonly gateway: string;
  readonly address: string;
  /** How long ago it was heard, in milliseconds. */
  silentFor: number;
  /** Behind the present routing table by so many. */
  behind: number;
}

/** A seamless migration of the fake service; what is told of it is derived as the real one does. */
export interface FakeSeamless {
  readonly id: string;
  readonly name: string;
  readonly source: { readonly id: string; readonly name: string };
  readonly target: { readonly id: string; readonly name: string };
  readonly mode: SeamlessTask['mode'];
  intent: SeamlessTask['intent'];
  readonly createdAt: string;
  /** Whether both clusters answer. */
  readonly connected: boolean;
  topics: FakeTopic[];
  gateways: FakeGateway[];
  /** Names that were there at the scan before; undefined: nobody has scanned. */
  scanned: ReadonlySet<string> | undefined;
  log: LogEntry[];
  /** Broadcasting groups of which somebody says that they have read the source, and when; in batches only. */
  readonly saidRead?: Map<string, string>;
}
