import { apiErrors, isAtLeast, type Role } from '@mqferry/api';
import type { FastifyRequest } from 'fastify';
import type { Kept } from '../kept.ts';

/** Who asks. */
export interface Caller {
  readonly kind: 'user' | 'token';
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The secret of the session, of a user. */
  readonly session?: string;
}

/** The cookie of a session. */
export const SESSION_COOKIE = 'mqferry_session';

const BEARER = /^Bearer (\S+)$/iu;

/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD']);

/**
 * A browser says from which page a change is asked for, and sends the cookie whatever page that is, as far as SameSite
 * lets it. Programs with a token send neither.
 */
const refuseOtherOrigins = ({ method, headers }: FastifyRequest): void => {
  const { origin, host } = headers;
  if (SAFE.has(method) || origin === undefined) return;
  if (URL.parse(origin)?.host !== host) throw apiErrors.API_ORIGIN_REFUSED({ origin });
};

/** Who asks; undefined when nobody is logged in. Throws API_ORIGIN_REFUSED. */
export const callerOf = async (
  request: FastifyRequest,
  { sessions, tokens, now }: Pick<Kept, 'sessions' | 'tokens' | 'now'>,
): Promise<Caller | undefined> => {
  const bearer = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) {
    const token = await tokens.authenticate(bearer, now());
    return token && { kind: 'token', id: token.id, name: token.name, role: token.role as Role };
  }
  const session = request.cookies[SESSION_COOKIE];
  if (session === undefined) return undefined;
  refuseOtherOrigins(request);
  const user = await sessions.userOf(session, now());
  return user && { kind: 'user', id: user.id, name: user.name, role: user.role as Role, session };
};

/** Whether somebody may do what takes this role. */
export const isAdmitted = (caller: Caller | undefined, needs: Role | 'anyone'): boolean =>
  needs === 'anyone' || (caller !== undefined && isAtLeast(caller.role, needs));

/** Lets those pass who may. Throws API_LOGIN_NEEDED and API_ROLE_TOO_LOW. */
export const admit = (caller: Caller | undefined, needs: Role | 'anyone'): void => {
  if (needs === 'anyone' || isAdmitted(caller, needs)) return;
  if (!caller) throw apiErrors.API_LOGIN_NEEDED({});
  throw apiErrors.API_ROLE_TOO_LOW({ needs, has: caller.role });
};
