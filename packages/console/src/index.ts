import { fileURLToPath } from 'node:url';

/** The folder with the console's files: `index.html`, which every page begins with, and `assets` with hashed names. */
export const assets: string = fileURLToPath(new URL('../dist/web', import.meta.url));
