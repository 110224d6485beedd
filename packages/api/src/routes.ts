import { clusterRoutes } from './contracts/clusters.ts';
import { peopleRoutes } from './contracts/people.ts';
import { recordRoutes } from './contracts/records.ts';

/** Every operation of the API, by name. */
export const routes = { ...peopleRoutes, ...clusterRoutes, ...recordRoutes };

export type Routes = typeof routes;
export type RouteName = keyof Routes;
