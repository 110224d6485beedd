import type { World } from './api-calls.ts';
import { groupName, topicName } from './synthetic-cluster.ts';

/** A page of the console that is measured. */
export interface ConsolePage {
  readonly path: (world: World, round: number) => string;
  /** What stands on it when it has what it shows. */
  readonly shows: string;
}

const ROWS = '.ant-table-row';
/** Pages of a list of 10,000 and of 5,000, 50 rows each: another one in every round. */
const someOf200 = (round: number): number => 1 + ((round * 37) % 199);
const someOf100 = (round: number): number => 1 + ((round * 37) % 99);
const MIGRATIONS_SHOWN = 'main a[href^="/migrations/"]';

/** The pages that show what there is much of, by the name under which they are reported. */
export const CONSOLE_PAGES: Readonly<Record<string, ConsolePage>> = {
  overview: { path: () => '/', shows: MIGRATIONS_SHOWN },
  clusters: { path: () => '/clusters', shows: ROWS },
  'one cluster': { path: ({ source }) => `/clusters/${source}`, shows: 'main dl' },
  'topics of a cluster': {
    path: ({ source }, round) => `/clusters/${source}/topics?page=${someOf200(round)}&size=50`,
    shows: ROWS,
  },
  'topics of a cluster, searched': {
    path: ({ source }, round) => `/clusters/${source}/topics?search=0${round % 100}&size=50`,
    shows: ROWS,
  },
  'one topic': {
    path: ({ source }, round) => `/clusters/${source}/topics/${topicName(100 + round)}`,
    shows: ROWS,
  },
  'groups of a cluster': {
    path: ({ source }, round) => `/clusters/${source}/groups?page=${someOf100(round)}&size=50`,
    shows: ROWS,
  },
  'one group': {
    path: ({ source }, round) => `/clusters/${source}/groups/${groupName(round)}`,
    shows: ROWS,
  },
  'access rights': {
    path: ({ source }, round) => `/clusters/${source}/acls?page=${someOf100(round)}&size=50`,
    shows: ROWS,
  },
  quotas: { path: ({ source }) => `/clusters/${source}/quotas?page=2&size=50`, shows: ROWS },
  comparison: {
    path: ({ source, target }, round) =>
      `/comparisons?source=${source}&target=${target}&page=${someOf200(round)}&size=50`,
    shows: ROWS,
  },
  migrations: { path: () => '/migrations', shows: ROWS },
  'one migration': { path: ({ migration }) => `/migrations/${migration}`, shows: '.migration-head' },
  'topics of a migration': {
    path: ({ migration }, round) => `/migrations/${migration}/topics?page=${someOf100(round)}&size=50`,
    shows: ROWS,
  },
  tasks: { path: () => '/tasks', shows: ROWS },
  'one task': { path: ({ task }, round) => `/tasks/${task}?page=${someOf100(round)}&size=50`, shows: ROWS },
  audit: { path: (_, round) => `/audit?page=${someOf200(round)}&size=50`, shows: ROWS },
};
