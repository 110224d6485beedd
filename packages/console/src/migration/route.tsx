import type { Migration } from '../api/types.ts';
import './route.css';

/** From which cluster to which. */
export const Route = ({ migration: { source, target } }: { readonly migration: Migration }) => (
  <span className="route">
    <span className="break">{source.name}</span>
    <span aria-hidden="true">→</span>
    <span className="break">{target.name}</span>
  </span>
);
