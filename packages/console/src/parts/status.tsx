import type { ReactNode } from 'react';
import type { Tone } from './tone.ts';
import './status.css';

const SHAPES: Readonly<Record<Tone, ReactNode>> = {
  good: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m4.8 8.2 2.2 2.2 4.2-4.6" className="status-cut" />
    </>
  ),
  busy: (
    <>
      <circle cx="8" cy="8" r="6" className="status-line" opacity="0.35" />
      <path d="M8 2a6 6 0 0 1 6 6" className="status-line" />
    </>
  ),
  idle: <circle cx="8" cy="8" r="6" className="status-line" />,
  paused: <path d="M5.5 3v10M10.5 3v10" className="status-line status-thick" />,
  warn: (
    <>
      <path d="M8 1.2 15.4 14.5H.6Z" fill="currentColor" />
      <path d="M8 6v4M8 12v.4" className="status-cut" />
    </>
  ),
  bad: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5Z" fill="currentColor" />
      <path d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4" className="status-cut" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6" className="status-line status-dashed" />
      <path d="M5.5 8h5" className="status-line" />
    </>
  ),
};

/** The shape of a tone alone; whoever uses it says the same in words. */
export const StatusShape = ({ tone }: { readonly tone: Tone }) => (
  <svg className={`status-shape tone-${tone}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    {SHAPES[tone]}
  </svg>
);

/** A status by its shape, colour and words. */
export const Status = ({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) => (
  <span className="status">
    <StatusShape tone={tone} />
    <span className={`status-words tone-${tone}`}>{children}</span>
  </span>
);
