import { z } from 'zod';

// Schemas would be compiled with `new Function` when first used, which the content policy of the console forbids.
z.config({ jitless: true });
