import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type JWK } from 'oidc-provider';

export const CLIENT = { id: 'mqferry', secret: 'a secret of the client, long enough' } as const;

/** A provider of identities on loopback, which lets in whoever `who` is without asking. */
export interface FakeProvider {
  readonly issuer: string;
  /** Begins to answer, once it is known where browsers are sent back to. */
  serve(redirectUri: string): void;
  /** Who is logged in there: the subject, and their claims. */
  who: { readonly subject: string; readonly claims: Readonly<Record<string, unknown>> };
  /** Whether it grants what it is asked for. */
  grants: boolean;
  close(): void;
}

/** `inIdToken`: whether the claims are in the ID token, else only told when they are asked for. */
export const startProvider = async (inIdToken: boolean, keys: readonly JWK[]): Promise<FakeProvider> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeProvider = {
    issuer,
    who: { subject: 'u-1', claims: { preferred_username: 'amy', groups: ['ops'] } },
    grants: true,
    serve: (redirectUri) => {
      const provider = new Provider(issuer, {
        clients: [
          {
            ...{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] },
            ...{ grant_types: ['authorization_code'], response_types: ['code'] },
          },
        ],
        claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
        conformIdTokenClaims: !inIdToken,
        pkce: { required: () => true },
        jwks: { keys: [...keys] },
        ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60 },
        cookies: { keys: ['cookies of a test'] },
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_, { uid }) => `/interaction/${uid}` },
        findAccount: (_, accountId) => ({
          accountId,
          claims: async () => ({ sub: accountId, ...fake.who.claims }),
        }),
        loadExistingGrant: async ({ oidc }) => {
          const grant = new provider.Grant({
            ...{ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! },
          });
          grant.addOIDCScope('openid profile email');
          await grant.save();
          return grant;
        },
      });
      const answer = provider.callback();
      server.on('request', (request, response) => {
        if (!request.url!.startsWith('/interaction/')) return void answer(request, response);
        const result = fake.grants ? { login: { accountId: fake.who.subject } } : { error: 'access_denied' };
        void provider.interactionFinished(request, response, result);
      });
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return fake;
};

/** Goes through the provider as a browser does; gives the address that it sends back to. */
export const walkThrough = async (from: string, backTo: string): Promise<URL> => {
  const cookies = new Map<string, string>();
  let url = from;
  for (let steps = 0; steps < 10; steps += 1) {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await fetch(url, { redirect: 'manual', headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0]!.split('=');
      cookies.set(name!, value!);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${response.status} ${await response.text()}`);
    const next = new URL(location, url);
    if (next.href.startsWith(backTo)) return next;
    url = next.href;
  }
  throw new Error('it goes round');
};
