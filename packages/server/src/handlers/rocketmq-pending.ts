import { apiErrors, type RouteName, routes } from '@mqferry/api';
import type { Handlers } from '../http/serve-routes.ts';

type Pending = Extract<
  RouteName,
  | `${string}Rocketmq${string}`
  | `${string}Import${string}`
  | `${string}Metadata${string}`
  | `listDocument${string}`
>;

/** What is not served yet. */
export const pendingHandlers = (): Pick<Handlers, Pending> =>
  Object.fromEntries(
    Object.values(routes).map(({ method, path }, at) => [
      Object.keys(routes)[at]!,
      async () => {
        throw apiErrors.API_ROUTE_UNKNOWN({ method, path });
      },
    ]),
  ) as never;
