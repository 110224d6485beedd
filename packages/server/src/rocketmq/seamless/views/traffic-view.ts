import type { Answer, Routes } from '@mqferry/api';
import type { SideTraffic, Traffic, TrafficSample } from '../tasks/traffic.ts';

type SampleView = Answer<Routes['listSeamlessTraffic']>[number];

const side = ({ in: written, out }: SideTraffic) => ({ in: written ?? null, out: out ?? null });

/** Traffic as the API tells it; what is not known is null. */
export const trafficView = ({ source, target }: Traffic): Pick<SampleView, 'traffic' | 'backlog'> => ({
  traffic: { source: side(source), target: side(target) },
  backlog: { source: source.backlog ?? null, target: target.backlog ?? null },
});

/** A moment of it. */
export const sampleView = ({ at, traffic }: TrafficSample): SampleView => ({
  at: new Date(at).toISOString(),
  ...trafficView(traffic),
});
