import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { SESSION_KEY } from '../api/query-client.ts';
import { follow, type LiveState } from './follow.ts';
import { whileVisible } from './while-visible.ts';

/** What is followed. */
export interface Followed<T> {
  /** Of the answer that the stream keeps up to date; another key is another stream. */
  readonly queryKey: QueryKey;
  readonly open: (signal: AbortSignal) => AsyncIterable<T>;
  /** Whether it moves at all; one that has come to its end is not followed. */
  readonly moves: boolean;
  readonly onValue?: (value: T) => void;
}

/** Keeps an answer up to date by its stream while the page is seen; tells how the stream stands. */
export const useFollowed = <T>({ queryKey, open, moves, onValue }: Followed<T>): LiveState => {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>({ kind: 'connecting' });
  const key = JSON.stringify(queryKey);
  const openNow = useEffectEvent(open);
  const take = useEffectEvent((value: T) => {
    queryClient.setQueryData(queryKey, value);
    onValue?.(value);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is another stream
  useEffect(() => {
    if (!moves) return;
    return whileVisible((signal) => {
      void follow({
        signal,
        open: (connection) => openNow(connection),
        onValue: (value) => take(value),
        onState: (next) => {
          if (signal.aborted) return;
          if (next.kind === 'ended' && next.error.code === 'API_LOGIN_NEEDED')
            queryClient.setQueryData(SESSION_KEY, null);
          setState(next);
        },
      });
    });
  }, [key, moves, queryClient]);

  return state;
};
