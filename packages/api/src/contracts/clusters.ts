import { z } from 'zod';
import { route } from '../route.ts';
import { id, instant, name } from '../scalars.ts';
import { problem } from './problem.ts';

/** Files that the properties name, such as trust stores: their content as Base64, by the name used there. */
const files = z.record(z.string().min(1).max(200), z.base64().max(1_500_000));

/**
 * How a cluster is reached: what a Java client's `.properties` file says. Paths in it mean the files given along with
 * it, never files of the server, and nothing is read from the server's environment.
 */
const connection = z.strictObject({ properties: z.string().min(1).max(64_000), files: files.default({}) });

export const cluster = z.strictObject({
  id,
  kind: z.enum(['kafka', 'rocketmq']),
  name,
  /** Brokers of Kafka, joined by commas; name servers of RocketMQ, joined by semicolons. */
  bootstrap: z.string(),
  /**
   * As the cluster names itself. Null before a cluster of Kafka was reached, and of one before 0.10.1, which has none. Of
   * RocketMQ, whose clusters are named by people, it tells no two clusters apart.
   */
  clusterId: z.string().nullable(),
  createdAt: instant,
});

/** What was found when a cluster was asked. */
export const reached = z.strictObject({
  clusterId: z.string().nullable(),
  brokers: z.int(),
});

/** A moment's answer of one kind, or why there is none. */
export const connectionTest = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), ...reached.shape }),
  z.strictObject({
    ok: z.literal(false),
    /** How far it came: name, network, encryption, login, rights, protocol. */
    step: z.enum(['dns', 'tcp', 'tls', 'sasl', 'authorization', 'version', 'other']),
    problem,
  }),
]);

const byId = z.strictObject({ id });

export const clusterRoutes = {
  listClusters: route({
    method: 'GET',
    path: '/api/clusters',
    role: 'viewer',
    summary: 'All clusters, in order of name.',
    answer: z.array(cluster),
  }),
  addCluster: route({
    method: 'POST',
    path: '/api/clusters',
    role: 'administrator',
    summary: 'Adds a Kafka cluster. The service connects to it from then on.',
    body: connection.extend({ name }),
    answer: cluster,
  }),
  testConnection: route({
    method: 'POST',
    path: '/api/clusters/test',
    role: 'administrator',
    summary: 'Tells whether a Kafka cluster can be reached like this, and if not, what is wrong.',
    body: connection,
    answer: connectionTest,
  }),
  getCluster: route({
    method: 'GET',
    path: '/api/clusters/:id',
    role: 'viewer',
    summary: 'One cluster.',
    params: byId,
    answer: cluster,
  }),
  changeCluster: route({
    method: 'PATCH',
    path: '/api/clusters/:id',
    role: 'administrator',
    summary:
      'Gives a Kafka cluster another name or other client properties; secrets and files that are left out stay. While migrations use it, it has to be the same Kafka cluster.',
    params: byId,
    body: z.strictObject({
      name: name.optional(),
      properties: connection.shape.properties.optional(),
      files: files.optional(),
    }),
    answer: cluster,
  }),
  testCluster: route({
    method: 'POST',
    path: '/api/clusters/:id/test',
    role: 'operator',
    summary:
      'Tells whether a Kafka cluster that the service knows can be reached now, and if not, what is wrong.',
    params: byId,
    answer: connectionTest,
  }),
  deleteCluster: route({
    method: 'DELETE',
    path: '/api/clusters/:id',
    role: 'administrator',
    summary: 'Forgets a cluster that nothing uses; the cluster itself stays as it is.',
    params: byId,
  }),
};
