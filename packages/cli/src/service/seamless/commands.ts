/** All that `mqferry rocketmq migration` does, loaded when one of its commands runs. */
export { beginBatch, broadcastRead, showBatches } from './batches.ts';
export { listClients, listGroups } from './clients.ts';
export { step } from './step.ts';
export { changeTask, createTask, listTasks, showGateways, showLog, showTask } from './tasks.ts';
export { addTopics, listTopics, removeTopics, scan, showTopic } from './topics.ts';
