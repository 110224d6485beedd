import { type Answer, type Input, type Routes, routes } from '@mqferry/api';
import type { DumpSpec } from '@mqferry/replication';
import type { StoredDump } from '@mqferry/store';
import { z } from 'zod';

/** What an operator chooses of a dump task, beside its name and clusters. */
export type DumpSettings = Omit<Input<Routes['createDump']>['body'], 'name' | 'sourceId' | 'targetId'>;

/** A dump task as it is told. */
export type DumpView = Answer<Routes['getDump']>;

const schema = routes.createDump.body.omit({ name: true, sourceId: true, targetId: true });

/** As JSON. */
export const settingsText = (settings: DumpSettings): string => JSON.stringify(z.encode(schema, settings));

/** The settings of a task that is kept. */
export const settingsOf = ({ settings }: Pick<StoredDump, 'settings'>): DumpSettings =>
  z.decode(schema, JSON.parse(settings));

/** Where a task begins. */
export const startOf = ({ start }: DumpSettings): DumpSpec['start'] =>
  start.at === 'timestamp' ? { at: 'timestamp', timestamp: BigInt(Date.parse(start.timestamp)) } : start;
