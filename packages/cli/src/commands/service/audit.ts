import type { AuditOptions } from '../../service/audit.ts';
import type { AddCommand } from '../command.ts';

const service = () => import('../../service/commands.ts');

/** `mqferry audit`. */
export const addAudit: AddCommand = (program, context, settle) => {
  const { t } = context;
  program
    .command('audit')
    .description(t('help.audit'))
    .option('--since <TIME>', t('option.auditSince'))
    .option('--until <TIME>', t('option.auditUntil'))
    .option('--who <NAME>', t('option.auditWho'))
    .option('--action <ACTION>', t('option.auditAction'))
    .option('--limit <COUNT>', t('option.limit'))
    .option('--json', t('option.serviceJson'))
    .action(async (options: AuditOptions) => settle(await (await service()).showAudit(options, context)));
};
