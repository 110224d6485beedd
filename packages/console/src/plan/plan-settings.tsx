import type { ReactNode } from 'react';
import type { HeldConfig, MigrationPlan } from '../api/types.ts';
import { NamesList } from '../parts/names-list.tsx';
import { Panel } from '../parts/panel.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { inCommon } from './plan-sums.ts';
import './plan-settings.css';

/** Settings that the target is held to for the time of the copy, and those that are not taken over as they are. */
export const PlanSettings = ({ plan: { topics, heldOnBrokers } }: { readonly plan: MigrationPlan }) => {
  const { t } = useTexts();
  const held = inCommon(topics, (topic) => topic.held);
  const notes = inCommon(topics, (topic) => topic.notes);
  const reasonOf = ({ reason }: HeldConfig) => t(`plan.held.${reason}`);
  const afterOf = ({ after }: HeldConfig) => after ?? t('plan.default');
  return (
    <>
      {(held.length > 0 || heldOnBrokers.length > 0) && (
        <Panel title={t('plan.heldTitle')} flush>
          <SettingsTable
            head={[t('plan.setting'), t('plan.during'), t('plan.after'), t('plan.why'), t('plan.where')]}
            rows={[
              ...heldOnBrokers.map((config) => ({
                key: `brokers ${config.name}`,
                cells: [config.name, config.during, afterOf(config), reasonOf(config)],
                where: t('plan.allBrokers'),
              })),
              ...held.map(({ item, key, topics: where }) => ({
                key,
                cells: [item.name, item.during, afterOf(item), reasonOf(item)],
                where: <NamesList names={where} shown={4} />,
              })),
            ]}
          />
        </Panel>
      )}
      {notes.length > 0 && (
        <Panel title={t('plan.notesTitle')} flush>
          <SettingsTable
            head={[t('plan.setting'), t('wizard.source'), t('wizard.target'), t('plan.why'), t('plan.where')]}
            rows={notes.map(({ item, key, topics: where }) => ({
              key,
              cells: [
                item.name,
                item.source ?? t('plan.default'),
                item.target ?? t('plan.notSet'),
                t(`plan.note.${item.reason}`),
              ],
              where: <NamesList names={where} shown={4} />,
            }))}
          />
        </Panel>
      )}
    </>
  );
};

interface SettingsTableProps {
  readonly head: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly cells: readonly string[];
    readonly where: ReactNode;
  }[];
}

const SettingsTable = ({ head, rows }: SettingsTableProps) => (
  <table className="plain-table">
    <thead>
      <tr>
        {head.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(({ key, cells: [name, first, second, why], where }) => (
        <tr key={key}>
          <th scope="row">
            <code className="break">{name}</code>
          </th>
          <td data-title={head[1]}>
            <code className="break">{first}</code>
          </td>
          <td data-title={head[2]}>
            <code className="break">{second}</code>
          </td>
          <td data-title={head[3]}>{why}</td>
          <td data-title={head[4]}>{where}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
