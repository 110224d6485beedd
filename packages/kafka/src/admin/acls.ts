import type { CodedError } from '@mqferry/core';
import { brokerError, throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { CreateAcls, DeleteAcls, DescribeAcls } from '../protocol/generated/index.ts';
import { codeOf, OPERATIONS, PATTERN_TYPES, PERMISSIONS, RESOURCE_TYPES, wordOf } from './acl-codes.ts';
import { askFor } from './ask.ts';

/** One entry of the access control list. UNKNOWN stands for what is newer than this program. */
export interface Acl {
  readonly resourceType: (typeof RESOURCE_TYPES)[number];
  readonly resourceName: string;
  /** Whether the name is that of one resource or the beginning of many (before 2.0 always LITERAL). */
  readonly patternType: (typeof PATTERN_TYPES)[number];
  /** `User:name`; `User:*` for everybody. */
  readonly principal: string;
  /** `*` for all. */
  readonly host: string;
  readonly operation: (typeof OPERATIONS)[number];
  readonly permission: (typeof PERMISSIONS)[number];
}

/** Which entries are meant; what is left out may be anything. */
export type AclFilter = Partial<Acl>;

interface AclOnTheWire {
  readonly principal: string;
  readonly host: string;
  readonly operation: number;
  readonly permissionType: number;
}

interface ResourceOnTheWire {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly patternType: number;
}

const readAcl = (resource: ResourceOnTheWire, acl: AclOnTheWire): Acl => ({
  resourceType: wordOf(RESOURCE_TYPES, resource.resourceType),
  resourceName: resource.resourceName,
  patternType: wordOf(PATTERN_TYPES, resource.patternType),
  principal: acl.principal,
  host: acl.host,
  operation: wordOf(OPERATIONS, acl.operation),
  permission: wordOf(PERMISSIONS, acl.permissionType),
});

/** Version 0 (0.11) knows no pattern types and takes every name literally. */
const filterMessage = (filter: AclFilter, version: number) => ({
  resourceTypeFilter: codeOf(RESOURCE_TYPES, filter.resourceType ?? 'ANY'),
  resourceNameFilter: filter.resourceName ?? null,
  ...(version >= 1 ? { patternTypeFilter: codeOf(PATTERN_TYPES, filter.patternType ?? 'ANY') } : {}),
  principalFilter: filter.principal ?? null,
  hostFilter: filter.host ?? null,
  operation: codeOf(OPERATIONS, filter.operation ?? 'ANY'),
  permissionType: codeOf(PERMISSIONS, filter.permission ?? 'ANY'),
});

/** The entries that match, all unless told otherwise. Throws KAFKA_BROKER_ERROR with SECURITY_DISABLED where no ACLs are kept. From 0.11. */
export const describeAcls = (client: KafkaClient, filter: AclFilter = {}): Promise<Acl[]> =>
  askFor(
    client,
    'any',
    DescribeAcls,
    (version) => filterMessage(filter, version),
    ({ errorCode, errorMessage, resources }) => {
      throwOnError('DescribeAcls', 'the filter', errorCode, errorMessage);
      return resources.flatMap((resource) => resource.acls.map((acl) => readAcl(resource, acl)));
    },
  );

/**
 * Adds entries; one that is there already stays as it is. Gives for each why it was not added, if it was not.
 * From 0.11.
 */
export const tryCreateAcls = (
  client: KafkaClient,
  acls: readonly Acl[],
): Promise<(CodedError | undefined)[]> =>
  askFor(
    client,
    'controller',
    CreateAcls,
    (version) => ({
      creations: acls.map((acl) => ({
        resourceType: codeOf(RESOURCE_TYPES, acl.resourceType),
        resourceName: acl.resourceName,
        ...(version >= 1 ? { resourcePatternType: codeOf(PATTERN_TYPES, acl.patternType) } : {}),
        principal: acl.principal,
        host: acl.host,
        operation: codeOf(OPERATIONS, acl.operation),
        permissionType: codeOf(PERMISSIONS, acl.permission),
      })),
    }),
    ({ results }) => {
      const errors = results.map(({ errorCode, errorMessage }, i) =>
        errorCode === 0 ? undefined : brokerError('CreateAcls', aclText(acls[i]!), errorCode, errorMessage),
      );
      const passing = errors.find((error) => error?.retriable);
      if (passing) throw passing;
      return errors;
    },
  );

/** The same; throws the first error, after which others may be added. */
export const createAcls = async (client: KafkaClient, acls: readonly Acl[]): Promise<void> => {
  const first = (await tryCreateAcls(client, acls)).find((error) => error !== undefined);
  if (first) throw first;
};

/** Deletes the entries that match any of the filters and gives them. Throws the first error, after which others may be gone. From 0.11. */
export const deleteAcls = (client: KafkaClient, filters: readonly AclFilter[]): Promise<Acl[]> =>
  askFor(
    client,
    'controller',
    DeleteAcls,
    (version) => ({ filters: filters.map((filter) => filterMessage(filter, version)) }),
    ({ filterResults }) =>
      filterResults.flatMap(({ errorCode, errorMessage, matchingAcls }) => {
        throwOnError('DeleteAcls', 'the filter', errorCode, errorMessage);
        return matchingAcls.map((acl) => {
          const read = readAcl(acl, acl);
          throwOnError('DeleteAcls', aclText(read), acl.errorCode, acl.errorMessage);
          return read;
        });
      }),
  );

/** An entry in words. */
export const aclText = (acl: Acl): string => {
  const { resourceType, resourceName, patternType, principal, host, operation, permission } = acl;
  const kind = patternType === 'LITERAL' ? resourceType : `${resourceType}:${patternType}`;
  return `${permission} ${principal} from ${host} ${operation} ${kind} ${resourceName}`;
};
