import type { Role } from '@mqferry/api';
import { apiErrors } from '@mqferry/api';
import type { Token, User } from '@mqferry/store';
import type { FirstStart } from '../first-start.ts';
import { SESSION_COOKIE } from '../http/caller.ts';
import type { Handlers } from '../http/serve-routes.ts';
import { sessionBeginner } from '../http/session-beginner.ts';
import type { Kept } from '../kept.ts';
import type { LoginAttempts } from '../login-attempts.ts';

type PeopleHandlers = Pick<
  Handlers,
  | 'login'
  | 'claim'
  | 'getStart'
  | 'changeOwnPassword'
  | 'whoAmI'
  | 'logout'
  | 'listUsers'
  | 'createUser'
  | 'changeUser'
  | 'deleteUser'
  | 'listTokens'
  | 'createToken'
  | 'deleteToken'
>;

const told = ({ id, name, role, created_at, last_login_at }: User, external: ReadonlySet<string>) => ({
  ...{ id, name, role: role as Role, external: external.has(id) },
  ...{ createdAt: created_at, lastLoginAt: last_login_at },
});

const toldToken = ({ id, name, role, created_by, created_at, expires_at, last_used_at }: Token) => ({
  ...{ id, name, role: role as Role, createdBy: created_by, createdAt: created_at },
  ...{ expiresAt: expires_at, lastUsedAt: last_used_at },
});

const ADMINISTRATOR = 'administrator';
const NOBODY: ReadonlySet<string> = new Set();

/** Logging in, and who may. */
export const peopleHandlers = (
  kept: Pick<Kept, 'users' | 'sessions' | 'tokens' | 'identities' | 'now'>,
  firstStart: FirstStart,
  attempts: LoginAttempts,
  secureCookies: boolean,
): PeopleHandlers => {
  const { users, sessions, tokens, identities, now } = kept;
  const begin = sessionBeginner(kept, secureCookies);

  const found = async (id: string): Promise<User> => {
    const user = await users.get(id);
    if (!user) throw apiErrors.API_NOT_FOUND({ kind: 'user', id });
    return user;
  };

  /** Somebody has to be able to add users. */
  const keepAnAdministrator = async (id: string): Promise<void> => {
    const others = (await users.list()).filter((user) => user.role === ADMINISTRATOR && user.id !== id);
    if (others.length === 0) throw apiErrors.API_LAST_ADMINISTRATOR({});
  };

  return {
    login: async ({ body: { name, password } }, asked) => {
      const attempt = attempts.begin(`${asked.address} ${name}`, now());
      const user = await users.authenticate(name, password, now());
      asked.audit({ subject: name });
      if (!user) throw apiErrors.API_LOGIN_FAILED({});
      attempt.succeeded();
      return begin(user, asked);
    },
    claim: async ({ body: { token, name, password } }, asked) => {
      const attempt = attempts.begin(asked.address, now());
      await firstStart.redeem(token);
      attempt.succeeded();
      const user = await users.add(name, ADMINISTRATOR, password, now());
      if (!user) throw apiErrors.API_NAME_TAKEN({ kind: 'user', name });
      await firstStart.done();
      asked.audit({ subject: name });
      return begin(user, asked);
    },
    getStart: async () => ({ claimed: await firstStart.isDone() }),
    changeOwnPassword: async ({ body: { old, password } }, { caller, address, audit }) => {
      const { id, name, session } = caller!;
      audit({ subject: name, after: { password: 'changed' } });
      if (session === undefined) throw apiErrors.API_NO_PASSWORD({ name });
      const attempt = attempts.begin(`${address} ${name}`, now());
      const isRight = await users.isPasswordOf(id, old);
      if (isRight === undefined) throw apiErrors.API_NO_PASSWORD({ name });
      if (!isRight) throw apiErrors.API_PASSWORD_WRONG({});
      attempt.succeeded();
      await users.change(id, { password });
      await sessions.endOthers(id, session);
      return undefined;
    },
    whoAmI: async (_, { caller }) => {
      const { name, role, kind } = caller!;
      return { name, role, kind };
    },
    logout: async (_, { caller, reply }) => {
      if (caller?.session) await sessions.end(caller.session);
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return undefined;
    },
    listUsers: async () => {
      const external = await identities.userIds();
      return (await users.list()).map((user) => told(user, external));
    },
    createUser: async ({ body: { name, role, password } }, { audit }) => {
      const user = await users.add(name, role, password, now());
      if (!user) throw apiErrors.API_NAME_TAKEN({ kind: 'user', name });
      audit({ subject: name, after: { role } });
      return told(user, NOBODY);
    },
    changeUser: async ({ params: { id }, body }, { audit }) => {
      const before = await found(id);
      if ((await identities.userIds()).has(id)) throw apiErrors.API_USER_EXTERNAL({ name: before.name });
      if (body.role !== undefined && body.role !== ADMINISTRATOR && before.role === ADMINISTRATOR) {
        await keepAnAdministrator(id);
      }
      const after = await users.change(id, body);
      if (!after) throw apiErrors.API_NOT_FOUND({ kind: 'user', id });
      await sessions.endAll(id);
      const changed = body.password === undefined ? {} : { password: 'changed' };
      audit({ subject: before.name, before: { role: before.role }, after: { role: after.role, ...changed } });
      return told(after, NOBODY);
    },
    deleteUser: async ({ params: { id } }, { audit }) => {
      const { name, role } = await found(id);
      if (role === ADMINISTRATOR) await keepAnAdministrator(id);
      await users.delete(id);
      audit({ subject: name, before: { role } });
      return undefined;
    },
    listTokens: async () => (await tokens.list()).map(toldToken),
    createToken: async ({ body: { name, role, expiresAt } }, { caller, audit }) => {
      const made = await tokens.add({ name, role, expiresAt, createdBy: caller!.name }, now());
      if (!made) throw apiErrors.API_NAME_TAKEN({ kind: 'token', name });
      audit({ subject: name, after: { role, expiresAt } });
      return { token: toldToken(made.token), secret: made.secret };
    },
    deleteToken: async ({ params: { id } }, { audit }) => {
      const token = (await tokens.list()).find((each) => each.id === id);
      if (!token) throw apiErrors.API_NOT_FOUND({ kind: 'token', id });
      await tokens.delete(id);
      audit({ subject: token.name, before: { role: token.role } });
      return undefined;
    },
  };
};
