import type { SeamlessTask } from '../api/types.ts';
import { Status } from '../parts/status.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** How many gateways of a task live; one that is silent holds up every step. */
export const GatewaysLive = ({ gateways }: Pick<SeamlessTask, 'gateways'>) => {
  const { t } = useTexts();
  const total = gateways.length;
  if (total === 0) return <Status tone="idle">{t('seamless.noGateway')}</Status>;
  const live = gateways.filter((each) => each.live).length;
  return (
    <Status tone={live === total ? 'good' : live === 0 ? 'bad' : 'warn'}>
      {t('seamless.gatewaysLive', { live, total })}
    </Status>
  );
};
