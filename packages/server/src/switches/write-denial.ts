import { type Acl, createAcls, deleteAcls, describeAcls, type KafkaClient } from '@mqferry/kafka';

/** Refuses writes to a topic to everybody who is no super user; DENY counts more than any ALLOW (StandardAuthorizer). */
const denialOf = (topic: string): Acl => ({
  resourceType: 'TOPIC',
  resourceName: topic,
  patternType: 'LITERAL',
  principal: 'User:*',
  host: '*',
  operation: 'WRITE',
  permission: 'DENY',
});

/** Which of these topics refuse writes. Throws KAFKA_BROKER_ERROR with SECURITY_DISABLED where no ACLs are kept. */
export const deniedTopics = async (
  client: KafkaClient,
  topics: readonly string[],
): Promise<ReadonlySet<string>> => {
  const { resourceName: _, ...filter } = denialOf('');
  const denied = new Set((await describeAcls(client, filter)).map(({ resourceName }) => resourceName));
  return new Set(topics.filter((topic) => denied.has(topic)));
};

/** Refuses writes to these topics from now on. Throws as `deniedTopics` does. */
export const denyWrites = async (client: KafkaClient, topics: readonly string[]): Promise<void> => {
  const denied = await deniedTopics(client, topics);
  const missing = topics.filter((topic) => !denied.has(topic));
  if (missing.length > 0) await createAcls(client, missing.map(denialOf));
};

/** Takes that back. */
export const allowWrites = async (client: KafkaClient, topics: readonly string[]): Promise<void> => {
  const denied = await deniedTopics(client, topics);
  if (denied.size > 0) await deleteAcls(client, [...denied].map(denialOf));
};
