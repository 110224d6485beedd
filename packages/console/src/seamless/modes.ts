import type { SeamlessTask } from '../api/types.ts';

/** Whether clients are moved by gateways; in batches people move them, and clients connect to each cluster itself. */
export const hasGateways = ({ mode }: Pick<SeamlessTask, 'mode'>): boolean => mode !== 'batches';
