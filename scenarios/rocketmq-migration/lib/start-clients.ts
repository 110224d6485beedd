import { startGoClients } from './go-clients.ts';
import { startJavaClients } from './java-clients.ts';
import type { ClientKind, LiveClients, Pace } from './live-clients.ts';
import { OwnClients } from './own-clients.ts';

/** Starts a program with clients of a kind at these name servers; without a pace they keep their own. */
export const startClients = async (
  kind: ClientKind,
  nameServers: string,
  pace?: Pace,
): Promise<LiveClients> => {
  switch (kind) {
    case 'java-4.9.7':
      return startJavaClients('4.9.7', nameServers, pace);
    case 'java-5.5.0':
      return startJavaClients('5.5.0', nameServers, pace);
    case 'go-2.1.2':
      return startGoClients(nameServers, pace);
    case 'mqferry':
      return new OwnClients(nameServers, pace);
  }
};
