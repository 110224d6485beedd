import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { useMay } from '../../api/identity.ts';
import { clusterQuery, clustersQuery } from '../../api/queries.ts';
import type { Cluster } from '../../api/types.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';

/** Has the service forget a cluster, after a question. */
export const DeleteCluster = ({ cluster: { id, name } }: { readonly cluster: Cluster }) => {
  const { t } = useTexts();
  const mayDelete = useMay('administrator');
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => client.deleteCluster({ params: { id } }),
    onSuccess: async () => {
      await navigate('/clusters');
      queryClient.removeQueries({ queryKey: clusterQuery(id).queryKey });
      await queryClient.invalidateQueries({ queryKey: clustersQuery.queryKey });
    },
  });
  return (
    <>
      <ReasonedButton
        danger
        reason={mayDelete ? undefined : t('role.needed', { role: t('role.administrator') })}
        onClick={() => setOpen(true)}
      >
        {t('clusters.forget')}
      </ReasonedButton>
      <Modal
        title={t('clusters.forgetTitle', { name })}
        open={open}
        okText={t('clusters.forget')}
        cancelText={t('action.cancel')}
        okButtonProps={{ danger: true }}
        confirmLoading={remove.isPending}
        onOk={() => remove.mutate()}
        onCancel={() => {
          remove.reset();
          setOpen(false);
        }}
      >
        <div className="stack-tight">
          <p>{t('clusters.forgetText')}</p>
          {remove.error && <ProblemView problem={remove.error} />}
        </div>
      </Modal>
    </>
  );
};
