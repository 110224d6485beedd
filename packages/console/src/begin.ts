import { config } from 'zod/v4/core';

// Schemas would be compiled with `new Function`, which the content policy of the console forbids. That is decided where
// they are made, so nothing that makes one may be loaded before this.
config({ jitless: true });

await import('./app/start.tsx');
