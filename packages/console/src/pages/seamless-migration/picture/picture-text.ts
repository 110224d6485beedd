import type { Language } from '@mqferry/core';
import type { SeamlessTask } from '../../../api/types.ts';
import { grouped, perSecond } from '../../../format/numbers.ts';
import { hasGateways } from '../../../seamless/modes.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { BoxName } from './picture-layout.ts';

/** A line of a box; `warn`: it wants a look. */
export interface Line {
  readonly text: string;
  readonly look?: 'role' | 'name' | 'warn';
}

const clusterLines = (
  side: 'source' | 'target',
  task: SeamlessTask,
  t: Texts,
  language: Language,
): Line[] => [
  { text: t(`wizard.${side}`), look: 'role' },
  { text: task[side].name ?? t('task.forgotten'), look: 'name' },
  { text: t('seamless.picture.backlog') },
  { text: grouped(task.backlog[side], language), look: 'name' },
];

/** Without gateways all are straight at the clusters, as they should be. */
const clientsLines = (task: SeamlessTask, t: Texts, language: Language): Line[] => {
  const { atGateways, straight } = task.clients;
  if (!hasGateways(task)) {
    return [{ text: t('seamless.picture.connected', { n: grouped(straight, language) }), look: 'name' }];
  }
  return [
    { text: t('seamless.atGateways', { n: grouped(atGateways, language) }), look: 'name' },
    {
      text: t('seamless.picture.straight', { n: grouped(straight, language) }),
      ...(straight > 0 ? { look: 'warn' as const } : {}),
    },
  ];
};

/** What stands in each box of the picture. */
export const boxLines = (
  task: SeamlessTask,
  t: Texts,
  language: Language,
): Readonly<Record<BoxName, readonly Line[]>> => {
  const { gateways, mode } = task;
  const live = gateways.filter((each) => each.live).length;
  const serving = gateways.filter((each) => each.live && each.serves).length;
  const isWhole = gateways.length > 0 && live === gateways.length;
  return {
    clients: [{ text: t('seamless.picture.clients'), look: 'role' }, ...clientsLines(task, t, language)],
    gateways: [
      { text: `${t('seamless.gateways')} · ${t(`seamless.mode.${mode}`)}`, look: 'role' },
      {
        text:
          gateways.length === 0
            ? t('seamless.noGateway')
            : t('seamless.gatewaysLive', { live, total: gateways.length }),
        look: isWhole ? 'name' : 'warn',
      },
      ...(gateways.length === 0 ? [] : [{ text: t('seamless.picture.serving', { n: serving }) }]),
    ],
    source: clusterLines('source', task, t, language),
    target: clusterLines('target', task, t, language),
  };
};

/** The picture in words, for those who do not see it. */
export const pictureSummary = (task: SeamlessTask, t: Texts, language: Language): string => {
  const { traffic, backlog, clients, gateways } = task;
  const side = (name: 'source' | 'target'): string =>
    t('seamless.picture.sideSummary', {
      side: t(`wizard.${name}`),
      name: task[name].name ?? t('task.forgotten'),
      written: perSecond(traffic[name].in, language),
      read: perSecond(traffic[name].out, language),
      backlog: grouped(backlog[name], language),
    });
  const first = hasGateways(task)
    ? t('seamless.picture.summary', {
        atGateways: clients.atGateways,
        straight: clients.straight,
        live: gateways.filter((each) => each.live).length,
        total: gateways.length,
      })
    : t('seamless.picture.summaryWithout', { n: clients.straight });
  return [first, side('source'), side('target')].join(' ');
};
