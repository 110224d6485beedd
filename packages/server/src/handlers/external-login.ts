import { apiErrors } from '@mqferry/api';
import type { User } from '@mqferry/store';
import type { FastifyRequest } from 'fastify';
import type { Handlers } from '../http/serve-routes.ts';
import { sessionBeginner } from '../http/session-beginner.ts';
import type { Kept } from '../kept.ts';
import { oidcErrors } from '../oidc/oidc-errors.ts';
import type { ExternalIdentity, OidcLogin } from '../oidc/oidc-login.ts';

type ExternalHandlers = Pick<Handlers, 'getExternalLogin' | 'beginExternalLogin' | 'finishExternalLogin'>;

/** By what a browser is known that has begun a login. */
const COOKIE = 'mqferry_login';
const COOKIE_PATH = '/api/session/external';
/** The page of the console that a provider sends browsers back to. */
const PAGE = '/login';
const LONGEST_NAME = 100;

/** Where this service is for the browser that asks. Throws API_ORIGIN_REFUSED for a page of somebody else. */
const ownOrigin = ({ headers, protocol, host }: FastifyRequest, secure: boolean): string => {
  const { origin } = headers;
  if (origin === undefined) return `${secure ? 'https' : protocol}://${host}`;
  if (URL.parse(origin)?.host !== headers.host) throw apiErrors.API_ORIGIN_REFUSED({ origin });
  return origin;
};

/** Names for somebody new here, whose own one another user may have: they are told apart by their provider. */
const namesOf = ({ name, issuer, subject }: ExternalIdentity): string[] => {
  const host = URL.parse(issuer)?.host ?? issuer;
  return [name, `${name} (${host})`, `${subject} (${host})`].map((each) =>
    each.slice(0, LONGEST_NAME).trim(),
  );
};

/** Logging in by a provider of identities. */
export const externalLoginHandlers = (
  kept: Pick<Kept, 'identities' | 'sessions' | 'now'>,
  oidc: OidcLogin | undefined,
  secureCookies: boolean,
): ExternalHandlers => {
  const { identities, sessions, now } = kept;
  const enter = sessionBeginner(kept, secureCookies);

  const configured = (): OidcLogin => {
    if (!oidc) throw oidcErrors.OIDC_NOT_CONFIGURED({});
    return oidc;
  };

  const userOf = async (external: ExternalIdentity, role: string): Promise<User> => {
    const known = await identities.find(external);
    if (known) return identities.loggedIn(known.id, role, now());
    const names = namesOf(external);
    const made = await identities.add(external, names, role, now());
    if (!made) throw apiErrors.API_NAME_TAKEN({ kind: 'user', name: names[0]! });
    return made;
  };

  return {
    getExternalLogin: async () => ({ name: oidc?.name ?? null }),
    beginExternalLogin: async (_, { reply }) => {
      const origin = ownOrigin(reply.request, secureCookies);
      const { url, id } = await configured().begin(`${origin}${PAGE}`, now());
      const cookie = {
        path: COOKIE_PATH,
        httpOnly: true,
        sameSite: 'strict',
        secure: secureCookies,
      } as const;
      reply.setCookie(COOKIE, id, cookie);
      return { url };
    },
    finishExternalLogin: async ({ body: { search } }, asked) => {
      const { reply, audit } = asked;
      const external = await configured().finish(reply.request.cookies[COOKIE], search, now());
      reply.clearCookie(COOKIE, { path: COOKIE_PATH });
      const { name, role } = external;
      audit({ subject: name, after: { role: role ?? null } });
      if (role === undefined) {
        // Whoever has lost every role is not let go on with a session from before.
        const known = await identities.find(external);
        if (known) await sessions.endAll(known.id);
        throw oidcErrors.OIDC_NO_ROLE({ name, claim: configured().roleClaim });
      }
      const user = await userOf(external, role);
      audit({ subject: user.name, after: { role } });
      return enter(user, asked);
    },
  };
};
