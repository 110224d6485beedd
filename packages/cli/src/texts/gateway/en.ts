/** What the gateway says, in English. */
export const gatewayEn = {
  'help.gateway': 'be the name server of RocketMQ clients whose topics move to another cluster',
  'help.gatewayExample':
    'Clients are given the gateway as their name server; which cluster they are shown for each topic is in the table:\n  mqferry gateway --source-name-servers "10.0.0.1:9876;10.0.0.2:9876" --target-name-servers 10.1.0.1:9876 --table routes.json\nA changed table is taken at once if its revision is higher. Run two or more with the same table; clients keep working on\nthe routes that they have when all are gone.\nFor a seamless migration the service has the table; it is kept in the file for when the service is away:\n  mqferry gateway … --table routes.json --service https://mqferry:7430 --task shop --token token.txt',
  'option.gatewaySource': 'name servers of the cluster that topics leave, separated by semicolons',
  'option.gatewayTarget': 'name servers of the cluster that they go to',
  'option.gatewayTable':
    'file with the routing table; followed as it changes. With --service, where the last table of the service is kept',
  'option.gatewayService': 'take the table from the service at this address, and tell it who is connected',
  'option.gatewayTask': 'the seamless migration to which the gateway belongs, by name or id',
  'option.gatewayToken':
    'file with an API token of the role operator; without it MQFERRY_TOKEN, or the login of mqferry login',
  'option.gatewayName':
    'what the gateway calls itself, unlike any other of the migration (host name and port)',
  'option.gatewayListen': 'where clients reach it ({default})',
  'option.gatewayAdvertised':
    'host by which clients reach it, where they do not connect to it by an address of its own',
  'option.gatewayCert': 'certificate for clients that speak TLS (PEM); plain text is taken too',
  'option.gatewayKey': 'private key of that certificate (PEM)',
  'option.gatewaySourceCa': 'connect to the source with TLS, and trust certificates of this CA (PEM)',
  'option.gatewayTargetCa': 'connect to the target with TLS, and trust certificates of this CA (PEM)',
  'option.gatewayStatus': 'serve /metrics for Prometheus and /clients, who is connected, at this address',
  'option.gatewayProxyPorts':
    'proxy mode: stand in for every broker at ports of this range, two each, such as 20000-20199; writes that the table does not allow are refused',
  'option.gatewayProxyState':
    'proxy mode: file in which the port of each broker is remembered, so that routes of clients stay right',
  'option.gatewaySecretKeys':
    'proxy mode, with access control: JSON file with the secret key of each access key, to sign anew what has to be changed',
  'option.gatewayAccessKey':
    'proxy mode: the access key of that file with which the gateway asks brokers itself',
  'option.gatewayListenGrpc':
    'where clients of 5.x that speak gRPC reach it; the port after it is taken too, for the target',
  'option.gatewaySourceProxy': 'gRPC addresses of the proxies of the source, separated by semicolons',
  'option.gatewayTargetProxy': 'gRPC addresses of the proxies of the target',
  'gateway.grpc': 'Clients that speak gRPC have {address} as their endpoint.',
  'gateway.at': 'The gateway is at {address} and serves revision {revision} of the table.',
  'gateway.status': 'Metrics and clients are at http://{address}/metrics and /clients.',
  'gateway.serves': 'Revision {revision} of the table is served.',
  'gateway.older':
    'The file has revision {revision} of the table, which is older than {served}; it is left aside.',
  'gateway.waits': 'There is no routing table in {file} yet; the gateway waits for that of the service.',
  'gateway.serviceLost': '{reason} [{code}] The gateway goes on, and asks the service again every second.',
  'gateway.serviceBack': 'The service takes reports again.',
  'gateway.serviceOlder':
    'The service has revision {revision} of the table, which is older than {served}; it is left aside.',
  'gateway.stopping': 'Stopping. Clients go on with the routes that they have.',
} as const;
