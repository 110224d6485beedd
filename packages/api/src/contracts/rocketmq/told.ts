import type { z } from 'zod';
import { problem } from '../problem.ts';

/** What there is to know of something: a coded text in both languages, with what to do. */
export const told = problem.omit({ retriable: true });
export type Told = z.infer<typeof told>;
