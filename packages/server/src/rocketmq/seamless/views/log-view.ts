import type { Answer, Routes } from '@mqferry/api';
import { logPhrase } from '@mqferry/migration';
import type { StoredSeamlessLogEntry } from '@mqferry/store';

type LogView = Answer<Routes['listSeamlessLog']>['items'][number];

/** An entry of the log as the API tells it. */
export const logView = (entry: StoredSeamlessLogEntry): LogView => {
  const details = JSON.parse(entry.details);
  return { ...entry, details, text: logPhrase(entry.type, details) };
};
