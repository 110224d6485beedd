export {
  type Access,
  mayRead,
  mayWrite,
  ONLY_SOURCE,
  type RoutingTable,
  type Share,
  SIDES,
  type Side,
} from './rocketmq/routing-table.ts';
