import { ofAnyGeneration, type ProducerIdMap } from '../copier/producer-ids.ts';
import type { ProducerNames } from './digest-reader.ts';

/** How the source's producers are named on the target, whatever their generation. */
export const producerNames =
  (ids: ProducerIdMap): ProducerNames =>
  (producerId) =>
    ofAnyGeneration(ids.toTarget(producerId));
