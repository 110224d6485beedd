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
