import type { Role } from '@mqferry/api';
import type { User } from '@mqferry/store';
import type { Kept } from '../kept.ts';
import { SESSION_COOKIE } from './caller.ts';
import type { Asked } from './serve-routes.ts';

/** Lets a user in: the session goes out as a cookie that no script reads and no other site sends. */
export const sessionBeginner =
  ({ sessions, now }: Pick<Kept, 'sessions' | 'now'>, secureCookies: boolean) =>
  async ({ id, name, role }: User, { reply }: Pick<Asked, 'reply'>) => {
    const secret = await sessions.begin(id, now());
    const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure: secureCookies } as const;
    reply.setCookie(SESSION_COOKIE, secret, cookie);
    return { name, role: role as Role, kind: 'user' } as const;
  };
