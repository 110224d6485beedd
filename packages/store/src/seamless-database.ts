import type { Generated } from 'kysely';
import type { Fixed, Flag, Instant, Json } from './columns.ts';

/** `route`: gateways are name servers; `proxy`: all traffic of clients goes through them. */
export type SeamlessGatewayMode = 'route' | 'proxy';

/** `batches`: without gateways. */
export type SeamlessMode = SeamlessGatewayMode | 'batches';

/** What is wanted of a seamless migration; after `completed` nothing else ever is. */
export type SeamlessIntent = 'run' | 'pause' | 'completed';

export type SeamlessTopicKind = 'ordinary' | 'ordered';

/** A seamless migration of RocketMQ topics. Once it is completed, its clusters may be forgotten before it is. */
export interface SeamlessTaskTable {
  id: Fixed<string>;
  name: Fixed<string>;
  source_id: Fixed<string>;
  target_id: Fixed<string>;
  mode: Fixed<SeamlessMode>;
  /** Names under which clients see brokers of the target. */
  target_names: Fixed<Json>;
  /** What is wanted of it. */
  intent: SeamlessIntent;
  /** Of the table that gateways are to serve. */
  routing_revision: number;
  /** That table. */
  table_text: Json;
  /** Names that the last scan found; null: there was none. */
  scanned: Json | null;
  created_by: Fixed<string>;
  created_at: Fixed<Instant>;
  completed_at: Instant | null;
}

/** A topic of a seamless migration, and where it stands. */
export interface SeamlessTopicTable {
  task_id: Fixed<string>;
  topic: Fixed<string>;
  kind: Fixed<SeamlessTopicKind>;
  state: string;
  /** Gateways let writes wait. */
  held: Flag;
  /** Of the table in which it got its present share. */
  routing_revision: number;
  /** Since when every gateway serves that table; null: not yet. */
  served_since: Instant | null;
  /** Where queues of the target ended, as `broker:queue` and digits; null: not known. */
  target_ends: Json | null;
  added_at: Fixed<Instant>;
  /** When its state changed last. */
  changed_at: Instant;
}

/** What a gateway told last. */
export interface SeamlessGatewayTable {
  task_id: Fixed<string>;
  /** As it calls itself. */
  gateway: Fixed<string>;
  mode: SeamlessGatewayMode;
  /** Where clients reach it, `host:port`. */
  address: string;
  /** Of the table that it serves. */
  revision: number;
  heard_at: Instant;
}

/** A stage of a migration in batches that somebody began. */
export interface SeamlessStageTable {
  task_id: Fixed<string>;
  /** Of the topics that move together. */
  kind: Fixed<SeamlessTopicKind>;
  stage: Fixed<string>;
  begun_by: Fixed<string>;
  begun_at: Fixed<Instant>;
}

/** A group that is broadcast to, of which somebody said that its consumers have read the source. */
export interface SeamlessBroadcastTable {
  task_id: Fixed<string>;
  group_name: Fixed<string>;
  said_by: Fixed<string>;
  said_at: Fixed<Instant>;
}

export interface SeamlessLogTable {
  id: Generated<number>;
  task_id: Fixed<string>;
  at: Fixed<Instant>;
  type: Fixed<string>;
  details: Fixed<Json>;
}
