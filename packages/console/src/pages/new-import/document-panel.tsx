import { useState } from 'react';
import type { MetadataDocument } from '../../api/types.ts';
import { grouped } from '../../format/numbers.ts';
import { KeyValues } from '../../parts/key-values.tsx';
import { ExactMoment } from '../../parts/moment.tsx';
import { NamesList } from '../../parts/names-list.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { releaseText } from '../../rocketmq/release-text.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Notices } from '../import/notices.tsx';
import { sourceText } from './document-text.ts';
import { OpenSecrets } from './open-secrets.tsx';

const COUNTS = ['topics', 'groups', 'users', 'policies', 'orderConfigs'] as const;

/** What a document is of, and what is to be known of it. */
export const DocumentPanel = ({ document }: { readonly document: MetadataDocument }) => {
  const { t, language } = useTexts();
  const forbidden = useForbidden('operator');
  const [open, setOpen] = useState(false);
  const { name, source, exportedAt, counts, namespaces, secrets, warnings, hasAccessControl } = document;
  const versions = [...new Set(source.brokers.map(({ version }) => releaseText(version)))];
  return (
    <Panel title={name}>
      <div className="stack">
        <KeyValues
          items={[
            [t('document.source'), sourceText(document, t)],
            ...(exportedAt === null
              ? []
              : [[t('document.exportedAt'), <ExactMoment key="at" at={exportedAt} />] as const]),
            ...(versions.length === 0 ? [] : [[t('document.versions'), versions.join(', ')] as const]),
            ...COUNTS.filter((each) => counts[each] > 0 || each === 'topics' || each === 'groups').map(
              (each) => [t(`document.count.${each}`), grouped(counts[each], language)] as const,
            ),
            [t('rocketmq.count.namespaces'), <NamesList key="namespaces" names={namespaces} shown={6} />],
            ...(hasAccessControl
              ? []
              : [[t('rocketmq.accessControl'), t('document.noAccessControl')] as const]),
            [
              t('document.secrets'),
              <span key="secrets" className="row">
                {t(`document.secrets.${secrets}`)}
                {secrets === 'closed' && (
                  <ReasonedButton size="small" reason={forbidden} onClick={() => setOpen(true)}>
                    {t('document.open')}
                  </ReasonedButton>
                )}
              </span>,
            ],
          ]}
        />
        <Notices notices={warnings} />
      </div>
      {open && <OpenSecrets document={document} onClose={() => setOpen(false)} />}
    </Panel>
  );
};
