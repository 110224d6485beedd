import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '../api/client.ts';
import { migrationQuery } from '../api/queries.ts';
import { SESSION_KEY } from '../api/query-client.ts';
import { follow, type LiveState } from './follow.ts';
import { type Sample, sampleOf, withSample } from './rate-history.ts';

/** A page that nobody sees needs no stream: browsers keep few connections to one origin. */
const whileVisible = (run: (signal: AbortSignal) => void): (() => void) => {
  let running: AbortController | undefined;
  const look = (): void => {
    if (document.hidden) {
      running?.abort();
      running = undefined;
    } else if (!running) {
      running = new AbortController();
      run(running.signal);
    }
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    running?.abort();
  };
};

/** One migration as it is now, kept up to date by its stream; `rates` are those that the stream has told. */
export const useLiveMigration = (id: string) => {
  const queryClient = useQueryClient();
  const query = useQuery(migrationQuery(id));
  const [state, setState] = useState<LiveState>({ kind: 'connecting' });
  const [rates, setRates] = useState<readonly Sample[]>([]);

  useEffect(() => {
    setRates([]);
    return whileVisible((signal) => {
      void follow({
        signal,
        open: (connection) => client.watchMigration({ params: { id } }, { signal: connection }),
        onValue: (view) => {
          queryClient.setQueryData(migrationQuery(id).queryKey, view);
          const { forward } = view.copy;
          if (forward) setRates((known) => withSample(known, sampleOf(forward)));
        },
        onState: (next) => {
          if (signal.aborted) return;
          if (next.kind === 'ended' && next.error.code === 'API_LOGIN_NEEDED') {
            queryClient.setQueryData(SESSION_KEY, null);
          }
          setState(next);
        },
      });
    });
  }, [id, queryClient]);

  return { query, state, rates };
};
