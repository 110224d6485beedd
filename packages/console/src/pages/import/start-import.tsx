import { isCodedError } from '@mqferry/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { client } from '../../api/client.ts';
import { IMPORTS_KEY } from '../../api/import-queries.ts';
import type { MetadataImport } from '../../api/types.ts';
import { UNKNOWN } from '../../format/numbers.ts';
import { NamesList } from '../../parts/names-list.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';

/**
 * Asks once more, and starts what was shown. If the target has changed meanwhile the service refuses, and has made a new
 * plan, which can be looked at.
 */
export const StartImport = ({
  of: { id, plan, target, choice },
  onClose,
}: {
  readonly of: MetadataImport;
  readonly onClose: () => void;
}) => {
  const { t } = useTexts();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const look = () => queryClient.invalidateQueries({ queryKey: IMPORTS_KEY });
  const start = useMutation({
    mutationFn: () => client.startImport({ params: { id }, body: { hash: plan.hash } }),
    onSuccess: async () => {
      void message.success(t('confirm.taskBegun'));
      onClose();
      await look();
    },
  });
  const { create, extend, refused, 'exists-different': different, 'cannot-be-told': untold } = plan.actions;
  const moved = isCodedError(start.error, 'IMPORT_WORLD_MOVED');
  const said = [
    ...(create > 0 ? [t('imports.willCreate', { count: create })] : []),
    ...(extend > 0 ? [t('imports.willExtend', { count: extend })] : []),
    ...(different > 0
      ? [
          t(choice.existing === 'overwrite' ? 'imports.willOverwrite' : 'imports.willKeep', {
            count: different,
          }),
        ]
      : []),
    ...(untold > 0 ? [t('imports.willSee', { count: untold })] : []),
    ...(refused > 0 ? [t('imports.willRefuse', { count: refused })] : []),
  ];
  return (
    <Modal
      open
      title={t('imports.startTitle', { target: target.name ?? UNKNOWN })}
      width={640}
      okText={t('imports.start')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: moved }}
      confirmLoading={start.isPending}
      onOk={() => start.mutate()}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <ul className="import-said">
          {said.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <p>
          {t('imports.writtenTo')} <NamesList names={plan.brokers.map(({ name }) => name)} />
        </p>
        <p className="soft">
          {t('imports.promise')} <code>{t('confirm.hash', { hash: plan.hash.slice(0, 12) })}</code>
        </p>
        {start.error && (
          <ProblemView
            problem={start.error}
            action={
              moved && (
                <Button
                  size="small"
                  onClick={() => {
                    onClose();
                    void look();
                  }}
                >
                  {t('confirm.replan')}
                </Button>
              )
            }
          />
        )}
      </div>
    </Modal>
  );
};
