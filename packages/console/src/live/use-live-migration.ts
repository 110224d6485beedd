import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../api/client.ts';
import { migrationQuery } from '../api/queries.ts';
import { type Sample, sampleOf, withSample } from './rate-history.ts';
import { useFollowed } from './use-followed.ts';

/** One migration as it is now, kept up to date by its stream; `rates` are those that the stream has told. */
export const useLiveMigration = (id: string) => {
  const query = useQuery(migrationQuery(id));
  const [rates, setRates] = useState<readonly Sample[]>([]);
  const state = useFollowed({
    queryKey: migrationQuery(id).queryKey,
    open: (signal) => client.watchMigration({ params: { id } }, { signal }),
    moves: true,
    onValue: ({ copy: { forward } }) => {
      if (forward) setRates((known) => withSample(known, sampleOf(forward)));
    },
  });
  return { query, state, rates };
};
