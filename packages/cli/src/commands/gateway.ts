import type { GatewayCommandOptions } from '../gateway/run-gateway.ts';
import type { AddCommand } from './command.ts';

const DEFAULT_LISTEN = '0.0.0.0:9876';

/** `mqferry gateway`. */
export const addGateway: AddCommand = (program, context, settle) => {
  const { t } = context;
  program
    .command('gateway')
    .description(t('help.gateway'))
    .requiredOption('--source-name-servers <HOST:PORT;…>', t('option.gatewaySource'))
    .requiredOption('--target-name-servers <HOST:PORT;…>', t('option.gatewayTarget'))
    .requiredOption('--table <FILE>', t('option.gatewayTable'))
    .option('--listen <HOST:PORT>', t('option.gatewayListen', { default: DEFAULT_LISTEN }), DEFAULT_LISTEN)
    .option('--advertised-host <HOST>', t('option.gatewayAdvertised'))
    .option('--tls-cert <FILE>', t('option.gatewayCert'))
    .option('--tls-key <FILE>', t('option.gatewayKey'))
    .option('--source-tls-ca <FILE>', t('option.gatewaySourceCa'))
    .option('--target-tls-ca <FILE>', t('option.gatewayTargetCa'))
    .option('--status <HOST:PORT>', t('option.gatewayStatus'))
    .option('--proxy-ports <FIRST-LAST>', t('option.gatewayProxyPorts'))
    .option('--proxy-state <FILE>', t('option.gatewayProxyState'))
    .option('--secret-keys <FILE>', t('option.gatewaySecretKeys'))
    .option('--access-key <KEY>', t('option.gatewayAccessKey'))
    .option('--listen-grpc <HOST:PORT>', t('option.gatewayListenGrpc'))
    .option('--source-proxy <HOST:PORT;…>', t('option.gatewaySourceProxy'))
    .option('--target-proxy <HOST:PORT;…>', t('option.gatewayTargetProxy'))
    .option('--service <URL>', t('option.gatewayService'))
    .option('--task <NAME>', t('option.gatewayTask'))
    .option('--token <FILE>', t('option.gatewayToken'))
    .option('--name <NAME>', t('option.gatewayName'))
    .addHelpText('after', `\n${t('help.gatewayExample')}`)
    .action(async (options: GatewayCommandOptions) => {
      const { runGateway } = await import('../gateway/run-gateway.ts');
      settle(await runGateway(options, context));
    });
};
