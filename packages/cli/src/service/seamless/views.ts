import type { Answer, Given, Routes } from '@mqferry/api';

/** What the API gives of seamless migrations. */
export type { SeamlessTask } from '../find.ts';
export type SeamlessTopic = Answer<Routes['listSeamlessTopics']>['items'][number];
export type SeamlessTopicDetail = Answer<Routes['getSeamlessTopic']>;
export type SeamlessGroup = Answer<Routes['listSeamlessGroups']>['items'][number];
export type SeamlessClient = Answer<Routes['listSeamlessClients']>['items'][number];
export type SeamlessScan = Answer<Routes['scanSeamlessTask']>;
export type SeamlessStepPlan = Answer<Routes['planSeamlessStep']>;
export type SeamlessMove = SeamlessStepPlan['topics'][number];
export type SeamlessCheck = SeamlessMove['checks'][number];
export type SeamlessLogEntry = Answer<Routes['listSeamlessLog']>['items'][number];
export type StepRequest = Given<Routes['planSeamlessStep']>['body'];
export type Motion = StepRequest['motion'];
export type CheckId = SeamlessCheck['id'];
export type TopicState = SeamlessTopic['position']['state'];
export type Health = SeamlessTopic['health'];
export type SeamlessBatches = Answer<Routes['getSeamlessBatches']>;
export type SeamlessBatch = SeamlessBatches['batches'][number];
export type BatchStage = SeamlessBatch['stages'][number]['stage'];
export type TopicKind = SeamlessBatch['kind'];
