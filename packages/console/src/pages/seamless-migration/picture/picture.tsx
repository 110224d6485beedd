import type { SeamlessTask } from '../../../api/types.ts';
import { perSecond, shortNumber } from '../../../format/numbers.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { type Flow, flowsOf, joinedFlow } from './picture-facts.ts';
import { type Arrow, type ArrowName, type Box, cutTo, type Layout, pictureLayout } from './picture-layout.ts';
import { boxLines, type Line, pictureSummary } from './picture-text.ts';
import { useWidth } from './use-width.ts';
import './picture.css';

/** The architecture of a task, live: who is connected where, what is written and read on both sides, and what waits there. */
export const Picture = ({ task, stale }: { readonly task: SeamlessTask; readonly stale: boolean }) => {
  const { t } = useTexts();
  const [box, width] = useWidth();
  return (
    <section className={stale ? 'picture picture-stale' : 'picture'} aria-label={t('seamless.picture')}>
      <div ref={box}>
        {width !== undefined && <Drawing task={task} layout={pictureLayout(width, task.mode)} />}
      </div>
    </section>
  );
};

const BOXES = ['clients', 'gateways', 'source', 'target'] as const;
const ROUTES = ['routes', 'routes-source', 'routes-target'] as const satisfies readonly ArrowName[];

const Drawing = ({ task, layout }: { readonly task: SeamlessTask; readonly layout: Layout }) => {
  const { t, language } = useTexts();
  const flows = flowsOf(task);
  const lines = boxLines(task, t, language);
  const { width, height, boxes, arrows } = layout;
  const shown: (readonly [ArrowName, Omit<Flow, 'side'>])[] = [
    ...flows.map((flow) => [`${flow.side}-${flow.way}`, flow] as const),
    ...(['in', 'out'] as const).map((way) => [`clients-${way}`, joinedFlow(flows, way)] as const),
  ];
  return (
    <svg
      role="img"
      aria-label={pictureSummary(task, t, language)}
      width={width}
      height={height}
      viewBox={`-1 -1 ${width + 2} ${height + 2}`}
    >
      {ROUTES.map((name) => arrows[name] && <RouteLine key={name} arrow={arrows[name]} />)}
      {BOXES.map(
        (name) =>
          boxes[name] && (
            <BoxWith key={name} box={boxes[name]} lines={lines[name]} isGateway={name === 'gateways'} />
          ),
      )}
      {shown.map(([name, flow]) => arrows[name] && <FlowArrow key={name} arrow={arrows[name]} flow={flow} />)}
      {arrows.routes && (
        <text
          className="picture-rate picture-soft"
          x={arrows.routes.text[0]}
          y={arrows.routes.text[1]}
          textAnchor={arrows.routes.anchor}
        >
          {t('seamless.picture.routes')}
        </text>
      )}
    </svg>
  );
};

const PADDING = 12;
const LINE_HEIGHT = 20;

const BoxWith = ({
  box: { x, y, width, height },
  lines,
  isGateway,
}: {
  readonly box: Box;
  readonly lines: readonly Line[];
  readonly isGateway: boolean;
}) => {
  const first = y + (height - lines.length * LINE_HEIGHT) / 2 + 14;
  return (
    <g>
      <rect
        className={isGateway ? 'picture-box picture-box-gateways' : 'picture-box'}
        {...{ x, y, width, height, rx: 8 }}
      />
      {lines.map(({ text, look }, index) => (
        <text
          key={text}
          x={x + PADDING}
          y={first + index * LINE_HEIGHT}
          {...(look ? { className: `picture-${look}` } : {})}
        >
          {cutTo(text, width - 2 * PADDING)}
        </text>
      ))}
    </g>
  );
};

const RouteLine = ({ arrow: { from, to } }: { readonly arrow: Arrow }) => (
  <path className="picture-arrow picture-routes" d={`M${from.join()} L${to.join()}`} />
);

const TIP = 9;
/** From here on a rate is written in a few letters; the exact one is in the words for those who do not see the picture. */
const SHORT_FROM = 10_000;

const FlowArrow = ({
  arrow: { from, to, text, anchor },
  flow: { way, rate, isAllowed },
}: {
  readonly arrow: Arrow;
  readonly flow: Omit<Flow, 'side'>;
}) => {
  const { t, language } = useTexts();
  const angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
  const look = !isAllowed ? 'faint' : (rate ?? 0) > 0 ? '' : 'still';
  return (
    <g>
      <path
        className={look === '' ? 'picture-arrow' : `picture-arrow picture-${look}`}
        d={`M${from.join()} L${to.join()}`}
      />
      <path
        className={look === '' ? 'picture-tip' : `picture-${look}-tip`}
        d={`M0 0 L${-TIP} ${-TIP / 2} L${-TIP} ${TIP / 2} Z`}
        transform={`translate(${to.join()}) rotate(${angle})`}
      />
      <text
        className={isAllowed ? 'picture-rate' : 'picture-rate picture-soft'}
        x={text[0]}
        y={text[1]}
        textAnchor={anchor}
      >
        {t(`seamless.picture.${way}`, {
          rate: rate !== null && rate >= SHORT_FROM ? shortNumber(rate, language) : perSecond(rate, language),
        })}
      </text>
    </g>
  );
};
