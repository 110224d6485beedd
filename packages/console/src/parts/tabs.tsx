import { NavLink } from 'react-router';
import './tabs.css';

/** One of the tabs of a page. */
export interface Tab {
  /** Relative to the page. */
  readonly to: string;
  readonly text: string;
}

/** The tabs of a page, each with an address of its own. */
export const Tabs = ({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) => (
  <nav aria-label={label}>
    <ul className="tabs">
      {tabs.map(({ to, text }) => (
        <li key={to}>
          <NavLink to={to} end className="tab">
            {text}
          </NavLink>
        </li>
      ))}
    </ul>
  </nav>
);

/** Choices of one page that look like tabs; the address keeps which one is chosen. */
export const ChoiceTabs = <Value extends string>({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) => (
  <fieldset className="tabs" aria-label={label}>
    {options.map(([each, text]) => (
      <button
        key={each}
        type="button"
        aria-pressed={each === value}
        className={each === value ? 'tab active' : 'tab'}
        onClick={() => onChange(each)}
      >
        {text}
      </button>
    ))}
  </fieldset>
);
