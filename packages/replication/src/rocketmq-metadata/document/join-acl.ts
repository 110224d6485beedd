import { isDeepStrictEqual } from 'node:util';
import { metadataErrors } from '../metadata-errors.ts';
import { type Reason, reasonOf } from '../reason.ts';
import type {
  AccountEntry,
  AclConflict,
  AclEntry,
  MetadataSecrets,
  PolicyEntry,
  UserEntry,
} from './metadata-document.ts';

/** The access control of one broker or file, with its secrets. */
export interface AclSource {
  readonly accounts: readonly AccountEntry[];
  readonly globalWhiteRemoteAddresses: readonly string[];
  readonly users: readonly UserEntry[];
  readonly policies: readonly PolicyEntry[];
  readonly secrets: MetadataSecrets;
}

const differences = (a: object, b: object): string[] => {
  const [left, right] = [a, b] as readonly Readonly<Record<string, unknown>>[];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  names.delete('from');
  return [...names].filter((name) => !isDeepStrictEqual(left![name], right![name]));
};

class Joining<E extends { readonly from: readonly string[] }> {
  readonly entries = new Map<string, E>();
  readonly secrets: Record<string, string> = {};
  readonly conflicts: AclConflict[] = [];
  readonly #kind: AclConflict['kind'];
  readonly #secretName: string;

  constructor(kind: AclConflict['kind'], secretName = '') {
    this.#kind = kind;
    this.#secretName = secretName;
  }

  add(name: string, entry: E, secret?: string): void {
    const known = this.entries.get(name);
    const knownSecret = this.secrets[name];
    if (secret !== undefined && knownSecret === undefined) this.secrets[name] = secret;
    if (!known) {
      this.entries.set(name, entry);
      return;
    }
    const isOtherSecret = secret !== undefined && knownSecret !== undefined && secret !== knownSecret;
    const settings = [...differences(known, entry), ...(isOtherSecret ? [this.#secretName] : [])];
    if (settings.length > 0)
      this.conflicts.push({ kind: this.#kind, name, settings, from: [...known.from, ...entry.from] });
    else this.entries.set(name, { ...known, from: [...known.from, ...entry.from] });
  }
}

/** What was joined: the first of each name, the conflicts, and the secrets in the clear. */
export interface JoinedAcl {
  readonly acl: AclEntry;
  readonly secrets: MetadataSecrets;
  readonly warnings: readonly Reason[];
}

/** Makes one access control of those of all brokers and files, which should be the same and need not be. */
export const joinAcl = (sources: readonly AclSource[]): JoinedAcl => {
  const accounts = new Joining<AccountEntry>('account', 'secretKey');
  const users = new Joining<UserEntry>('user', 'password');
  const policies = new Joining<PolicyEntry>('policy');
  for (const { secrets, ...source } of sources) {
    for (const entry of source.accounts)
      accounts.add(entry.accessKey, entry, secrets.accounts[entry.accessKey]);
    for (const entry of source.users) users.add(entry.username, entry, secrets.users[entry.username]);
    for (const entry of source.policies) policies.add(entry.subject, entry);
  }
  const conflicts = [...accounts.conflicts, ...users.conflicts, ...policies.conflicts];
  return {
    acl: {
      accounts: [...accounts.entries.values()],
      globalWhiteRemoteAddresses: [
        ...new Set(sources.flatMap(({ globalWhiteRemoteAddresses }) => globalWhiteRemoteAddresses)),
      ],
      users: [...users.entries.values()],
      policies: [...policies.entries.values()],
      conflicts,
    },
    secrets: { accounts: accounts.secrets, users: users.secrets },
    warnings: conflicts.map(({ name, settings, from }) =>
      reasonOf(
        metadataErrors.METADATA_ACL_CONFLICT({
          name,
          settings: settings.join(', '),
          from: [...new Set(from)].join(', '),
        }),
      ),
    ),
  };
};
