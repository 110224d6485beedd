import type { BodyValue } from '../body-value.ts';
import { type DataVersion, readDataVersion } from './data-version.ts';
import { readTexts, type Texts } from './values.ts';

/** How a topic is set up at one broker: Java's `TopicConfig`. */
export interface TopicConfig {
  readonly topicName: string;
  readonly readQueueNums: number;
  readonly writeQueueNums: number;
  /** Bits: 4 read, 2 write, 1 inherit (`PermName`). */
  readonly perm: number;
  /** SINGLE_TAG or MULTI_TAG. */
  readonly topicFilterType: string;
  /** Bits: 1 unit, 2 unit subscription (`TopicSysFlag`). */
  readonly topicSysFlag: number;
  readonly order: boolean;
  /** `message.type` and the like (`TopicAttributes`); undefined before 5.0. */
  readonly attributes: Texts | undefined;
}

/** The topics of a broker: Java's `TopicConfigAndMappingSerializeWrapper`. */
export interface TopicConfigs {
  readonly topics: readonly TopicConfig[];
  /** Topics whose queues are mapped to those of several brokers (5.x). */
  readonly staticTopics: readonly string[];
  readonly dataVersion: DataVersion;
}

export const readTopicConfig = (value: BodyValue): TopicConfig => ({
  topicName: value.field('topicName').text(),
  readQueueNums: value.field('readQueueNums').int32(),
  writeQueueNums: value.field('writeQueueNums').int32(),
  perm: value.field('perm').int32(),
  topicFilterType: value.field('topicFilterType').text(),
  topicSysFlag: value.field('topicSysFlag').int32(),
  order: value.field('order').boolean(),
  attributes: value.field('attributes').optional(readTexts),
});

export const readTopicConfigs = (value: BodyValue): TopicConfigs => ({
  topics: value
    .field('topicConfigTable')
    .entries(readTopicConfig)
    .map(([, config]) => config),
  staticTopics:
    value
      .field('topicQueueMappingDetailMap')
      .optional((mappings) => mappings.entries(() => undefined).map(([topic]) => topic)) ?? [],
  dataVersion: readDataVersion(value.field('dataVersion')),
});
