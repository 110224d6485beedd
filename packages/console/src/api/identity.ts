import { isAtLeast, type Role } from '@mqferry/api';
import { createContext, use } from 'react';
import type { Identity } from './query-client.ts';

/** Who looks at the console; given to everything behind the login. */
export const IdentityContext = createContext<Identity | undefined>(undefined);

/** Who is logged in. Behind the login only. */
export const useIdentity = (): Identity => use(IdentityContext)!;

/** Whether who is logged in may do what takes a role. */
export const useMay = (needs: Role): boolean => isAtLeast(useIdentity().role, needs);
