/** How the header of a frame is written: Java's `SerializeType`. An answer is written as its request was. */
export type Serialization = 'JSON' | 'ROCKETMQ';

/** The languages of clients by their number: Java's `LanguageCode`. */
export const LANGUAGES = [
  'JAVA',
  'CPP',
  'DOTNET',
  'PYTHON',
  'DELPHI',
  'ERLANG',
  'RUBY',
  'OTHER',
  'HTTP',
  'GO',
  'PHP',
  'OMS',
  'RUST',
  'NODE_JS',
] as const;

/** The language in which a client or broker is written. */
export type ClientLanguage = (typeof LANGUAGES)[number];

/** The fields of a header, all of them as texts: `extFields`. */
export type HeaderFields = Readonly<Record<string, string>>;

/** One frame of the remoting protocol: Java's `RemotingCommand`. */
export interface RemotingCommand {
  /** What is asked for (`RequestCode`), or how it ended (`ResponseCode`). */
  readonly code: number;
  readonly language: ClientLanguage;
  /** The release of the sender, as the ordinal of Java's `MQVersion.Version`. */
  readonly version: number;
  /** Names the request on its connection; its answer bears the same. */
  readonly opaque: number;
  /** Bits `RESPONSE_FLAG` and `ONEWAY_FLAG`. */
  readonly flag: number;
  /** What an answer says in words. */
  readonly remark: string | undefined;
  readonly fields: HeaderFields;
  readonly body: Buffer;
  readonly serialization: Serialization;
}

/** Set in an answer. */
export const RESPONSE_FLAG = 1;
/** Set in a request that gets no answer. */
export const ONEWAY_FLAG = 2;

/** Ordinals of Java's `MQVersion.Version`. */
export const MQ_VERSION = { V4_9_3: 399, V4_9_7: 407, V5_0_0: 413, V5_5_0: 513 } as const;

export const NO_BODY: Buffer = Buffer.alloc(0);
