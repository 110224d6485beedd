import { z } from 'zod';
import { route } from '../../../route.ts';
import { id } from '../../../scalars.ts';
import { count, topicName } from './parts.ts';

const access = z.enum(['none', 'connect', 'read', 'write', 'read-write']);
const shares = z.record(z.string(), z.strictObject({ source: access, target: access }));
const milliseconds = z.number().min(0);

/** What gateways show and let through: the document that `mqferry gateway` takes as a file. */
export const routingTable = z.strictObject({
  format: z.literal('mqferry-routing-table'),
  version: z.literal(1),
  revision: z.int().min(1),
  topics: shares,
  groups: shares,
  targetNames: z.record(z.string(), z.string()),
  held: z.array(z.string()),
});

/** A connection of a client to a gateway; times in milliseconds since 1970. */
const connection = z.strictObject({
  address: z.string().max(300),
  language: z.string().max(100),
  /** Number of the release, as clients send it. */
  version: z.int(),
  connectedAt: milliseconds,
  lastSeenAt: milliseconds,
  isConnected: z.boolean(),
  /** Routes that were shown on it: the revision of the table, and when. */
  routes: z.record(topicName, z.strictObject({ revision: count, at: milliseconds })),
  /** Milliseconds between two of its questions for a route, and between two heartbeats; absent: not known, or not steady. */
  pollMs: milliseconds.optional(),
  heartbeatMs: milliseconds.optional(),
  /** Null: it asks for routes only. */
  heartbeat: z
    .strictObject({
      clientId: z.string(),
      producerGroups: z.array(z.string()),
      consumers: z.array(
        z.strictObject({
          group: z.string(),
          consumeType: z.string().optional(),
          messageModel: z.string().optional(),
          consumeFromWhere: z.string().optional(),
          topics: z.array(z.string()),
        }),
      ),
    })
    .nullable(),
});

/** What a gateway tells of itself. */
export const gatewayReport = z.strictObject({
  mode: z.enum(['route', 'proxy']),
  /** Another one at each start: by it two gateways are told apart that were given the same name. */
  instance: z.string().min(1).max(100).optional(),
  /** Where clients reach it, `host:port`. */
  address: z.string().max(300),
  /** Of the table that it serves; 0: it has none yet. */
  revision: count,
  connections: z.array(connection).max(100_000),
  /** In proxy mode: the addresses from which it is connected to brokers for clients, and was lately, `host:port`. */
  links: z.array(z.string().max(300)).max(200_000).default([]),
});

const BODY_LIMIT = 64 * 1024 * 1024;

export const seamlessGatewayRoutes = {
  reportSeamlessGateway: route({
    method: 'POST',
    path: '/api/rocketmq/migrations/:id/gateways/:gateway/report',
    role: 'operator',
    summary:
      'For gateways, every second or so: tells who is connected, and takes the table to serve if it is a newer one.',
    params: z.strictObject({ id, gateway: z.string().regex(/^[\w.-]{1,100}$/u) }),
    body: gatewayReport,
    answer: z.strictObject({
      /** Null: the one that it serves is the present one. */
      table: routingTable.nullable(),
    }),
    bodyLimit: BODY_LIMIT,
    isRoutine: true,
  }),
};
