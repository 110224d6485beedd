import type { RouteObject } from 'react-router';

/** The tabs of an import. */
export const IMPORT_TABS: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('../pages/import/rows-tab.tsx')).RowsTab }),
  },
  {
    path: 'left-out',
    lazy: async () => ({ Component: (await import('../pages/import/left-out-tab.tsx')).LeftOutTab }),
  },
];
