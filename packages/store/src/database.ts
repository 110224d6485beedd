import type { Generated } from 'kysely';
import type { Fixed, Flag, Instant, Json } from './columns.ts';
import type {
  SeamlessBroadcastTable,
  SeamlessGatewayTable,
  SeamlessLogTable,
  SeamlessStageTable,
  SeamlessTaskTable,
  SeamlessTopicTable,
} from './seamless-database.ts';

export interface UserTable {
  id: Fixed<string>;
  name: Fixed<string>;
  role: string;
  /** scrypt, see `passwords.ts`; empty: none, for a user who logs in by a provider of identities. */
  password: string;
  created_at: Fixed<Instant>;
  last_login_at: Instant | null;
}

export interface SessionTable {
  /** SHA-256 of what the cookie holds. */
  secret_hash: Fixed<string>;
  user_id: Fixed<string>;
  created_at: Fixed<Instant>;
  expires_at: Instant;
}

export interface TokenTable {
  id: Fixed<string>;
  name: Fixed<string>;
  role: Fixed<string>;
  secret_hash: Fixed<string>;
  created_by: Fixed<string>;
  created_at: Fixed<Instant>;
  expires_at: Fixed<Instant | null>;
  last_used_at: Instant | null;
}

export interface ClusterTable {
  id: Fixed<string>;
  /** `kafka` or `rocketmq`. */
  kind: Fixed<string>;
  name: string;
  bootstrap: string;
  /** How it is reached, sealed. */
  connection: string;
  cluster_id: string | null;
  created_at: Fixed<Instant>;
}

export interface MigrationTable {
  id: Fixed<string>;
  name: string;
  source_id: Fixed<string>;
  target_id: Fixed<string>;
  selection: Json;
  bytes_per_second: number | null;
  intent: string;
  completed: Flag;
  /** Goes up with every change: a change made to an older one is refused. */
  revision: number;
  created_at: Fixed<Instant>;
}

/** What a copy or a comparison of a migration has to remember, such as settings of its target to be put back. */
export interface DocumentTable {
  migration_id: Fixed<string>;
  name: Fixed<string>;
  content: Json;
}

/** Topics whose applications move from one cluster to the other together. */
export interface SwitchTable {
  id: Fixed<string>;
  migration_id: Fixed<string>;
  /** Their names. */
  topics: Fixed<Json>;
  runbook: Fixed<string>;
  /** What the operator chose. */
  options: Fixed<Json>;
  stage: string;
  created_by: Fixed<string>;
  created_at: Fixed<Instant>;
  /** When its stage changed last. */
  changed_at: Instant;
}

export interface EventTable {
  id: Generated<number>;
  migration_id: Fixed<string>;
  at: Fixed<Instant>;
  type: Fixed<string>;
  details: Fixed<Json>;
}

/** Many things that are done in the background. Clusters may be forgotten before it is. */
export interface TaskTable {
  id: Fixed<string>;
  kind: Fixed<string>;
  source_id: Fixed<string>;
  target_id: Fixed<string>;
  state: string;
  created_by: Fixed<string>;
  created_at: Fixed<Instant>;
  /** Null while it runs. */
  ended_at: Instant | null;
}

/** One thing of a task. */
export interface TaskItemTable {
  task_id: Fixed<string>;
  /** From 0, in the order in which they are done. */
  position: Fixed<number>;
  name: Fixed<string>;
  /** What is to be done. */
  input: Fixed<Json>;
  /** What it takes that nobody may read, sealed; null as soon as it is not needed any more. */
  secret: string | null;
  state: string;
  /** Why it failed. */
  reason: Json | null;
  attempts: number;
  ended_at: Instant | null;
}

/** When the readiness of a migration is looked at, and when it was last. */
export interface ReadinessTable {
  migration_id: Fixed<string>;
  /** Minutes from one scan to the next; null: only when it is asked for. */
  interval_minutes: number | null;
  /** Null: never. */
  scanned_at: Instant | null;
  took_ms: number | null;
  /** What was found that is of no single topic or group. */
  notes: Json;
}

/** Whether a topic or group could be switched when it was looked at. */
export interface ReadinessItemTable {
  migration_id: Fixed<string>;
  kind: Fixed<string>;
  name: Fixed<string>;
  verdict: Fixed<string>;
  reasons: Fixed<Json>;
  notes: Fixed<Json>;
}

/** Whom a provider of identities knows as which user. */
export interface ExternalIdentityTable {
  user_id: Fixed<string>;
  issuer: Fixed<string>;
  /** Who it is to the issuer, for good. */
  subject: Fixed<string>;
}

/** An assessment of a cluster, or of what somebody says of one. The cluster may be forgotten before it is. */
export interface AssessmentTable {
  id: Fixed<string>;
  name: Fixed<string | null>;
  /** Null: nothing is measured. */
  cluster_id: Fixed<string | null>;
  answers: Json;
  limits: Json;
  state: string;
  created_by: Fixed<string>;
  created_at: Fixed<Instant>;
  /** When its measurement ends by itself. */
  ends_at: Fixed<Instant | null>;
  ended_at: Instant | null;
  /** What was read of the cluster last, which the next reading is compared to; null when it has ended. */
  reading: Json | null;
  measured: Json | null;
}

/** A standing copy of one topic to another. */
export interface DumpTable {
  id: Fixed<string>;
  name: string;
  source_id: Fixed<string>;
  target_id: Fixed<string>;
  settings: Json;
  /** What is wanted of it. */
  intent: string;
  /** It has run: its positions are on the target. */
  begun: Flag;
  /** What it told last. */
  report: Json | null;
  /** Goes up with every change: a change made to an older one is refused. */
  revision: number;
  created_by: Fixed<string>;
  created_at: Fixed<Instant>;
}

export interface DumpLogTable {
  id: Generated<number>;
  dump_id: Fixed<string>;
  at: Fixed<Instant>;
  type: Fixed<string>;
  details: Fixed<Json>;
}

/** The metadata of a RocketMQ cluster. */
export interface MetadataDocumentTable {
  id: Fixed<string>;
  name: Fixed<string>;
  /** The cluster that it was taken from, which may be forgotten before it is; null: it was handed in. */
  cluster_id: Fixed<string | null>;
  /** What lists tell of it. */
  summary: Fixed<Json>;
  content: Fixed<Json>;
  /** Passwords and secret keys, sealed; null: it has none, or they were not opened. */
  secrets: string | null;
  created_by: Fixed<string>;
  created_at: Fixed<Instant>;
}

/** An import of metadata into a RocketMQ cluster, which may be forgotten before it is. */
export interface ImportTable {
  id: Fixed<string>;
  name: Fixed<string>;
  /** Null: it was forgotten. */
  document_id: string | null;
  document_name: Fixed<string>;
  target_id: Fixed<string>;
  choice: Json;
  /** The plan without its rows. */
  plan: Json;
  /** By it the plan is confirmed. */
  hash: string;
  /** What is not imported. */
  left_out: Json;
  /** Passwords of the users of its rows, sealed; null as soon as they are not needed any more. */
  secrets: string | null;
  state: string;
  created_by: Fixed<string>;
  created_at: Fixed<Instant>;
  planned_at: Instant;
  started_at: Instant | null;
  ended_at: Instant | null;
}

/** One thing that an import does. */
export interface ImportRowTable {
  import_id: Fixed<string>;
  /** From 0, in the order in which they are done. */
  position: Fixed<number>;
  kind: Fixed<string>;
  /** At the source. */
  name: Fixed<string>;
  /** At the target. */
  namespace: Fixed<string>;
  action: Fixed<string>;
  planned: Fixed<Json>;
  outcome: string;
  /** What became of it on each broker; null: it was not begun. */
  result: Json | null;
  attempts: number;
  ended_at: Instant | null;
}

export interface AuditTable {
  id: Generated<number>;
  at: Fixed<Instant>;
  /** A user or a token, by name, and whence. */
  who: Fixed<string>;
  address: Fixed<string | null>;
  /** The operation of the API. */
  action: Fixed<string>;
  /** What it was done to. */
  subject: Fixed<string | null>;
  before: Fixed<Json | null>;
  after: Fixed<Json | null>;
  /** `done`, or the code of the error that it ended with. */
  outcome: Fixed<string>;
}

export interface SettingTable {
  name: Fixed<string>;
  value: string;
}

/** All tables. */
export interface Database {
  users: UserTable;
  sessions: SessionTable;
  tokens: TokenTable;
  clusters: ClusterTable;
  migrations: MigrationTable;
  documents: DocumentTable;
  switches: SwitchTable;
  events: EventTable;
  tasks: TaskTable;
  task_items: TaskItemTable;
  assessments: AssessmentTable;
  dumps: DumpTable;
  dump_log: DumpLogTable;
  metadata_documents: MetadataDocumentTable;
  imports: ImportTable;
  import_rows: ImportRowTable;
  seamless_tasks: SeamlessTaskTable;
  seamless_topics: SeamlessTopicTable;
  seamless_gateways: SeamlessGatewayTable;
  seamless_stages: SeamlessStageTable;
  seamless_broadcasts: SeamlessBroadcastTable;
  seamless_log: SeamlessLogTable;
  audit: AuditTable;
  settings: SettingTable;
  readiness: ReadinessTable;
  readiness_items: ReadinessItemTable;
  external_identities: ExternalIdentityTable;
}
