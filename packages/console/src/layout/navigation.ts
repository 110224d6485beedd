import type { Role } from '@mqferry/api';
import type { PlainKey } from '../texts/texts.ts';

/** A page that the navigation leads to. */
export interface NavigationItem {
  readonly to: string;
  readonly text: PlainKey;
  /** Who may see the page. */
  readonly role: Role;
}

export const NAVIGATION: readonly NavigationItem[] = [
  { to: '/', text: 'nav.overview', role: 'viewer' },
  { to: '/migrations', text: 'nav.migrations', role: 'viewer' },
  { to: '/dumps', text: 'nav.dumps', role: 'viewer' },
  { to: '/imports', text: 'nav.imports', role: 'viewer' },
  { to: '/rocketmq/migrations', text: 'nav.seamless', role: 'viewer' },
  { to: '/clusters', text: 'nav.clusters', role: 'viewer' },
  { to: '/assessments', text: 'nav.assessments', role: 'viewer' },
  { to: '/comparisons', text: 'nav.comparisons', role: 'viewer' },
  { to: '/tasks', text: 'nav.tasks', role: 'viewer' },
  { to: '/audit', text: 'nav.audit', role: 'administrator' },
  { to: '/settings', text: 'nav.settings', role: 'viewer' },
];
