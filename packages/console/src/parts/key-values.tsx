import type { ReactNode } from 'react';
import './key-values.css';

/** Facts with their names, side by side where there is room. */
export const KeyValues = ({
  items,
}: {
  readonly items: readonly (readonly [name: string, value: ReactNode])[];
}) => (
  <dl className="key-values">
    {items.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
