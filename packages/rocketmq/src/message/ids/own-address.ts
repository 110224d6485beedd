import { networkInterfaces } from 'node:os';

/** An address that others may know this machine by, IPv4 if there is one. Java's clients prefer public addresses of either kind. */
export const ownAddress = (): string => {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outside = all.filter(({ internal, scopeid }) => !internal && !scopeid);
  const found = outside.find(({ family }) => family === 'IPv4') ?? outside[0];
  return found?.address ?? '127.0.0.1';
};
