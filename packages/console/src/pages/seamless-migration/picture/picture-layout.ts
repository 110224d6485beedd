import type { SeamlessTask } from '../../../api/types.ts';

/** A box of the picture, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An arrow, and where its words stand. */
export interface Arrow {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly text: readonly [x: number, y: number];
  readonly anchor: 'start' | 'middle';
}

export type BoxName = 'clients' | 'gateways' | 'source' | 'target';
/** `routes`: what clients ask gateways for, and gateways the clusters; the others are messages. */
export type ArrowName =
  | 'routes'
  | 'routes-source'
  | 'routes-target'
  | `${'clients' | 'source' | 'target'}-${'in' | 'out'}`;

/** Where everything stands; of the boxes and arrows those that the mode has. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: Readonly<Partial<Record<BoxName, Box>>>;
  readonly arrows: Readonly<Partial<Record<ArrowName, Arrow>>>;
}

type Mode = SeamlessTask['mode'];

/** From here on everything stands side by side, in pixels. */
const WIDE_FROM = 820;

/** From the middle of an arrow to where letters on it stand. */
const TEXT_BELOW = 4;

const across = (from: Arrow['from'], to: Arrow['to']): Arrow => ({
  ...{ from, to, anchor: 'middle' },
  text: [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 + TEXT_BELOW],
});

const down = (x: number, from: number, to: number): Arrow => ({
  ...{ from: [x, from], to: [x, to], anchor: 'start' },
  text: [x + 8, (from + to) / 2 + 4],
});

const wideLayout = (width: number, mode: Mode): Layout => {
  const height = 310;
  const [sideWidth, middleWidth] = [200, 210];
  const right = width - sideWidth;
  const middle = (width - middleWidth) / 2;
  const boxes: Layout['boxes'] = {
    clients: { x: 0, y: 95, width: sideWidth, height: 120 },
    ...(mode === 'batches' ? {} : { gateways: { x: middle, y: 110, width: middleWidth, height: 90 } }),
    source: { x: right, y: 0, width: sideWidth, height: 110 },
    target: { x: right, y: 200, width: sideWidth, height: 110 },
  };
  if (mode !== 'proxy') {
    return {
      ...{ width, height, boxes },
      arrows: {
        'source-in': across([sideWidth, 104], [right, 22]),
        'source-out': across([right, 58], [sideWidth, 122]),
        'target-out': across([right, 252], [sideWidth, 188]),
        'target-in': across([sideWidth, 206], [right, 288]),
        ...(mode === 'route'
          ? {
              routes: across([sideWidth, 155], [middle, 155]),
              'routes-source': across([middle + middleWidth, 140], [right, 98]),
              'routes-target': across([middle + middleWidth, 170], [right, 212]),
            }
          : {}),
      },
    };
  }
  const end = middle + middleWidth;
  return {
    ...{ width, height, boxes },
    arrows: {
      'clients-in': across([sideWidth, 138], [middle, 138]),
      'clients-out': across([middle, 176], [sideWidth, 176]),
      'source-in': across([end, 122], [right, 30]),
      'source-out': across([right, 84], [end, 144]),
      'target-out': across([right, 226], [end, 166]),
      'target-in': across([end, 188], [right, 280]),
    },
  };
};

/** What stands above both sides where there is little room, from the top. */
const TALL_ROWS: Readonly<Record<Mode, readonly BoxName[]>> = {
  route: ['gateways', 'clients'],
  proxy: ['clients', 'gateways'],
  batches: ['clients'],
};

const tallLayout = (width: number, mode: Mode): Layout => {
  const half = (width - 12) / 2;
  const [boxHeight, sideHeight, gap] = [84, 118, 62];
  const step = boxHeight + gap;
  const rows = TALL_ROWS[mode];
  const last = rows.length * step;
  const boxes: Layout['boxes'] = {
    ...Object.fromEntries(
      rows.map((name, index) => [name, { x: 0, y: index * step, width, height: boxHeight }]),
    ),
    source: { x: 0, y: last, width: half, height: sideHeight },
    target: { x: half + 12, y: last, width: half, height: sideHeight },
  };
  const [top, bottom] = [last - gap + 4, last - 4];
  const [above, below] = [boxHeight + 4, step - 4];
  const pair = (x: number) => [down(x, top, bottom), down(x + half / 2, bottom, top)] as const;
  const [sourceIn, sourceOut] = pair(8);
  const [targetIn, targetOut] = pair(half + 20);
  return {
    ...{ width, height: last + sideHeight, boxes },
    arrows: {
      ...{ 'source-in': sourceIn, 'source-out': sourceOut, 'target-in': targetIn, 'target-out': targetOut },
      ...(mode === 'route' ? { routes: down(width / 2, below, above) } : {}),
      ...(mode === 'proxy'
        ? {
            'clients-in': down(width * 0.2, above, below),
            'clients-out': down(width * 0.6, below, above),
          }
        : {}),
    },
  };
};

/** Where everything of the picture stands on so much room, in pixels: side by side, or below each other where there is little. */
export const pictureLayout = (width: number, mode: Mode): Layout =>
  width >= WIDE_FROM ? wideLayout(width, mode) : tallLayout(width, mode);

const WIDE_LETTER = 13;
const LETTER = 7.3;

/** A text cut to about so many pixels in letters of 13 pixels; Chinese ones are twice as wide as others. */
export const cutTo = (text: string, pixels: number): string => {
  let left = pixels;
  const letters = [...text];
  const fits = letters.findIndex((letter) => {
    left -= letter > '\u2e7f' ? WIDE_LETTER : LETTER;
    return left < 0;
  });
  return fits < 0 ? text : `${letters.slice(0, Math.max(1, fits - 1)).join('')}…`;
};
