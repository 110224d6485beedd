import type { ReactNode } from 'react';

const icon = (content: ReactNode) => (
  <svg
    viewBox="0 0 20 20"
    width="18"
    height="18"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {content}
  </svg>
);

/** The pictures of the navigation, by where they lead. */
export const NAVIGATION_ICONS: Readonly<Record<string, ReactNode>> = {
  '/': icon(<path d="M3 11 10 4l7 7M5 9.5V16h10V9.5" />),
  '/migrations': icon(<path d="M3 7h11M3 13h11M12 4l4 3-4 3M12 10l4 3-4 3" />),
  '/dumps': icon(<path d="M4 4h5v5H4zM11 11h5v5h-5zM13 4v4m0 0-2-2m2 2 2-2M7 12v3h2" />),
  '/imports': icon(<path d="M4 12v4h12v-4M10 3v9m0 0-3-3m3 3 3-3" />),
  '/rocketmq/migrations': icon(<path d="M3 5h3c5 0 3 10 8 10h3m-3-3 3 3-3 3M11 5h6" />),
  '/clusters': icon(
    <>
      <rect x="3" y="3.5" width="14" height="5" rx="1" />
      <rect x="3" y="11.5" width="14" height="5" rx="1" />
      <path d="M6 6h.01M6 14h.01" />
    </>,
  ),
  '/assessments': icon(<path d="M3 17h14M5.5 17v-5M10 17V7M14.5 17V3" />),
  '/comparisons': icon(
    <>
      <rect x="3" y="4" width="5.5" height="12" rx="1" />
      <rect x="11.5" y="4" width="5.5" height="12" rx="1" />
      <path d="M5.7 7.5h.01M14.2 7.5h.01M14.2 11h.01" />
    </>,
  ),
  '/tasks': icon(<path d="m3 5.5 1.4 1.4L7 4.3M3 13.5l1.4 1.4L7 12.3M10 6h7M10 14h7" />),
  '/audit': icon(<path d="M5 3h7l3 3v11H5zM8 9h4M8 12h4" />),
  '/settings': icon(
    <path d="M3 6h7m4 0h3M3 14h3m4 0h7M12 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM8 12a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z" />,
  ),
};

export const MENU_ICON = icon(<path d="M3 5h14M3 10h14M3 15h14" />);
