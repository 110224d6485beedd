import type { Context } from '../../../context.ts';
import type { SeamlessTask } from '../../../service/find.ts';
import { grouped } from '../../numbers.ts';
import { table } from '../../table.ts';
import { momentText } from '../moment.ts';

/** The gateways of a seamless migration; `present`: the revision of the table that they are to serve. */
export const gatewayLines = (
  gateways: SeamlessTask['gateways'],
  present: number,
  { out, t }: Context,
): string[] => {
  const told = t('seamless.present', { revision: String(present) });
  if (gateways.length === 0) return [t('seamless.noGateway'), told];
  const { colors } = out;
  return [
    ...table(
      [
        { title: t('column.name') },
        { title: t('column.address') },
        { title: t('column.mode') },
        { title: t('column.state') },
        { title: t('column.revision'), align: 'right' },
        { title: t('column.connections'), align: 'right' },
        { title: t('column.heard') },
      ],
      gateways.map(({ gateway, address, mode, revision, serves, heardAt, live, connections }) => [
        gateway,
        address,
        t(`seamless.mode.${mode}`),
        live
          ? t(serves ? 'seamless.gateway.serves' : 'seamless.gateway.behind')
          : colors.red(t('seamless.gateway.silent')),
        String(revision),
        grouped(connections),
        momentText(heardAt),
      ]),
      colors.bold,
    ),
    '',
    told,
  ];
};
