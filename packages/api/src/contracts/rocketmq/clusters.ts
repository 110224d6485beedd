import { z } from 'zod';
import { route } from '../../route.ts';
import { hiddenUpTo, id, name } from '../../scalars.ts';
import { cluster } from '../clusters.ts';
import { problem } from '../problem.ts';

const pem = z.string().min(1).max(200_000);
const accessKey = z.string().min(1).max(200);
const clusterName = z.string().min(1).max(200);

/** Absent: plain text. */
const tls = z.strictObject({
  /** Certificates that are trusted, PEM; those that the service's machine trusts when absent. */
  ca: pem.optional(),
  /** The certificate of this client, and those of its issuers, PEM. */
  certificate: pem.optional(),
  /** Its private key, PEM. */
  key: hiddenUpTo(20_000).optional(),
  /** Whether certificates of servers have to bear the name or address that they are reached by. */
  verifyHostname: z.boolean().default(true),
});

/** How a RocketMQ cluster is reached. An access key comes with its secret key; both are the administrator's. */
const connection = z.strictObject({
  /** `host:port`, several joined by semicolons. */
  nameServers: z.string().min(1).max(4_000),
  accessKey: accessKey.optional(),
  secretKey: hiddenUpTo(1_000).optional(),
  tls: tls.optional(),
});

const storedConnection = z.strictObject({
  nameServers: z.string(),
  /** Which of the clusters that the name servers know. */
  clusterName: z.string(),
  accessKey: z.string().nullable(),
  tls: z
    .strictObject({
      ca: z.string().nullable(),
      certificate: z.string().nullable(),
      hasKey: z.boolean(),
      verifyHostname: z.boolean(),
    })
    .nullable(),
});

/**
 * By what brokers know who may do what: accounts of releases up to 5.3.2, or users of 5.3.0 and newer; none: not at all.
 * Null: not known.
 */
export const accessControl = z.array(z.enum(['accounts', 'users'])).nullable();

/** What was found when the servers of a cluster were asked one by one. */
export const rocketmqTest = z.strictObject({
  /** Nothing stands against using it. */
  ok: z.boolean(),
  /** What stands against it, the first to be mended first. */
  failures: z.array(
    z.strictObject({
      step: z.enum([
        /** No name server could be asked. */
        'name-server',
        /** What answers is another kind of server. */
        'not-a-name-server',
        'tls',
        /** Access key and secret key are not accepted, or are missing. */
        'authentication',
        /** They are accepted, and may not read what administrators read. */
        'authorization',
        /** The name servers know no cluster of that name, or none at all. */
        'cluster',
        /** A broker cannot be reached at the address that it has registered. */
        'broker',
        /** A broker is older than what is known to work. */
        'version',
        'other',
      ]),
      problem,
    }),
  ),
  nameServers: z.array(z.strictObject({ address: z.string(), problem: problem.nullable() })),
  /** The names of all clusters that the name servers know. */
  clusters: z.array(z.string()),
  /** The one that was looked at: the one that was asked for, or the only one; null: there are several to choose from. */
  clusterName: z.string().nullable(),
  /** Those of that cluster. */
  brokers: z.array(
    z.strictObject({
      name: z.string(),
      /** 0 is the master. */
      brokerId: z.int(),
      /** As it has registered it. */
      address: z.string(),
      /** Such as `V4_9_7`; null: not told. */
      version: z.string().nullable(),
      problem: problem.nullable(),
    }),
  ),
  accessControl,
});

const byId = z.strictObject({ id });

export const rocketmqClusterRoutes = {
  addRocketmqCluster: route({
    method: 'POST',
    path: '/api/rocketmq/clusters',
    role: 'administrator',
    summary: 'Adds a RocketMQ cluster. The service connects to it from then on.',
    body: connection.extend({ name, clusterName }),
    answer: cluster,
  }),
  testRocketmqConnection: route({
    method: 'POST',
    path: '/api/rocketmq/clusters/test',
    role: 'administrator',
    summary:
      'Tells whether a RocketMQ cluster can be reached like this, what is wrong if not, and which clusters and brokers the name servers know.',
    body: connection.extend({ clusterName: clusterName.optional() }),
    answer: rocketmqTest,
  }),
  getRocketmqConnection: route({
    method: 'GET',
    path: '/api/rocketmq/clusters/:id/connection',
    role: 'administrator',
    summary: 'How a RocketMQ cluster is reached, without its secrets.',
    params: byId,
    answer: storedConnection,
  }),
  changeRocketmqCluster: route({
    method: 'PATCH',
    path: '/api/rocketmq/clusters/:id',
    role: 'administrator',
    summary:
      'Gives a RocketMQ cluster another name or another connection. What is left out stays; null takes it away.',
    params: byId,
    body: z.strictObject({
      name: name.optional(),
      clusterName: clusterName.optional(),
      nameServers: connection.shape.nameServers.optional(),
      accessKey: accessKey.nullable().optional(),
      secretKey: connection.shape.secretKey,
      /** In place of all that there was; a private key that is left out stays while there is a certificate. */
      tls: tls.nullable().optional(),
    }),
    answer: cluster,
  }),
  testRocketmqCluster: route({
    method: 'POST',
    path: '/api/rocketmq/clusters/:id/test',
    role: 'operator',
    summary:
      'Tells whether a RocketMQ cluster that the service knows can be reached now, and if not, what is wrong.',
    params: byId,
    answer: rocketmqTest,
  }),
};
