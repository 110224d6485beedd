import { z } from 'zod';
import { ROLES, route } from '../route.ts';
import { id, instant, name } from '../scalars.ts';

const role = z.enum(ROLES);
const password = z.string().min(12).max(200);

/** Who asks. */
export const identity = z.strictObject({
  /** Of a person, or of an API token. */
  name,
  role,
  kind: z.enum(['user', 'token']),
});

export const user = z.strictObject({
  id,
  name,
  role,
  /** Logs in by a provider of identities, which says which role it is; there is no password here. */
  external: z.boolean(),
  createdAt: instant,
  lastLoginAt: instant.nullable(),
});

export const apiToken = z.strictObject({
  id,
  name,
  role,
  createdBy: name,
  createdAt: instant,
  expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
});

const byId = z.strictObject({ id });

export const peopleRoutes = {
  login: route({
    method: 'POST',
    path: '/api/session',
    role: 'anyone',
    summary: 'Logs a user in; the session comes as a cookie.',
    body: z.strictObject({ name, password: z.string().max(200) }),
    answer: identity,
  }),
  /** The one-time token of the first start makes the first administrator. */
  claim: route({
    method: 'POST',
    path: '/api/session/claim',
    role: 'anyone',
    summary:
      'Makes the first administrator, with the token that the service printed when it was started first.',
    body: z.strictObject({ token: z.string().min(1).max(200), name, password }),
    answer: identity,
  }),
  getStart: route({
    method: 'GET',
    path: '/api/session/start',
    role: 'anyone',
    summary: 'Whether there is a user yet: before, the first administrator is to be made.',
    answer: z.strictObject({ claimed: z.boolean() }),
  }),
  whoAmI: route({
    method: 'GET',
    path: '/api/session',
    role: 'viewer',
    summary: 'Who asks.',
    answer: identity,
  }),
  logout: route({ method: 'DELETE', path: '/api/session', role: 'viewer', summary: 'Ends the session.' }),
  changeOwnPassword: route({
    method: 'PUT',
    path: '/api/session/password',
    role: 'viewer',
    summary: 'Gives who asks another password, for the one of now; ends the other sessions of this user.',
    body: z.strictObject({ old: z.string().max(200), password }),
  }),
  listUsers: route({
    method: 'GET',
    path: '/api/users',
    role: 'administrator',
    summary: 'All users, in order of name.',
    answer: z.array(user),
  }),
  createUser: route({
    method: 'POST',
    path: '/api/users',
    role: 'administrator',
    summary: 'Adds a user.',
    body: z.strictObject({ name, role, password }),
    answer: user,
  }),
  changeUser: route({
    method: 'PATCH',
    path: '/api/users/:id',
    role: 'administrator',
    summary: 'Gives a user another role or a new password, which ends the sessions of that user.',
    params: byId,
    body: z.strictObject({ role: role.optional(), password: password.optional() }),
    answer: user,
  }),
  deleteUser: route({
    method: 'DELETE',
    path: '/api/users/:id',
    role: 'administrator',
    summary: 'Removes a user and ends the sessions of that user; the last administrator cannot be removed.',
    params: byId,
  }),
  listTokens: route({
    method: 'GET',
    path: '/api/tokens',
    role: 'administrator',
    summary: 'All API tokens, without their secrets.',
    answer: z.array(apiToken),
  }),
  createToken: route({
    method: 'POST',
    path: '/api/tokens',
    role: 'administrator',
    summary: 'Makes an API token; its secret is told this once.',
    body: z.strictObject({ name, role, expiresAt: instant.nullable().default(null) }),
    answer: z.strictObject({ token: apiToken, secret: z.string() }),
  }),
  deleteToken: route({
    method: 'DELETE',
    path: '/api/tokens/:id',
    role: 'administrator',
    summary: 'Makes an API token worthless.',
    params: byId,
  }),
};
