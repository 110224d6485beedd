import { z } from 'zod';
import { route } from '../route.ts';
import { identity } from './people.ts';

export const externalLoginRoutes = {
  getExternalLogin: route({
    method: 'GET',
    path: '/api/session/external',
    role: 'anyone',
    summary: 'The provider of identities by which one can log in, by its name; null: there is none.',
    answer: z.strictObject({ name: z.string().nullable() }),
  }),
  beginExternalLogin: route({
    method: 'POST',
    path: '/api/session/external',
    role: 'anyone',
    summary: 'Begins a login by the provider of identities: a browser is to go to the address that is told.',
    answer: z.strictObject({ url: z.url() }),
  }),
  finishExternalLogin: route({
    method: 'POST',
    path: '/api/session/external/finish',
    role: 'anyone',
    summary: 'Logs in who came back from the provider of identities, in the browser that has begun it.',
    /** What the provider has added to the address of the console’s page `/login`: `?code=…&state=…`. */
    body: z.strictObject({ search: z.string().max(8_000) }),
    answer: identity,
  }),
};
