export { parseAddress, parseNameServers, vipAddress } from './connection/address.ts';
export { type CallOptions, type CallResult, call, tell } from './connection/call.ts';
export { ConnectionPool } from './connection/connection-pool.ts';
export { accessKeyOf, type Credentials, isSignedWith, signed } from './connection/credentials.ts';
export { connectionErrors } from './connection/errors.ts';
export { NameServers } from './connection/name-servers.ts';
export {
  type Answer,
  type ConnectionOptions,
  type OutgoingRequest,
  RemotingConnection,
  type RequestHandler,
} from './connection/remoting-connection.ts';
export { BodyValue, jsonBody } from './protocol/body-value.ts';
export { brokerError, brokerErrors } from './protocol/broker-errors.ts';
export {
  type ClientLanguage,
  type HeaderFields,
  LANGUAGES,
  MQ_VERSION,
  ONEWAY_FLAG,
  RESPONSE_FLAG,
  type RemotingCommand,
  type Serialization,
} from './protocol/command.ts';
export { protocolErrors } from './protocol/errors.ts';
export { type FastjsonObject, type FastjsonValue, parseFastjson } from './protocol/fastjson.ts';
export {
  decodeFields,
  encodeFields,
  type FieldSpec,
  type FieldSpecs,
  type FieldValues,
} from './protocol/fields.ts';
export { decodeFrame, encodeFrame, MAX_FRAME_BYTES } from './protocol/frame.ts';
export type { KnownIn, RequestDefinition, RequestReceiver } from './protocol/request.ts';
export { GET_BROKER_CLUSTER_INFO, GET_ROUTEINFO_BY_TOPIC } from './protocol/requests/name-server.ts';
export { RESPONSE, type ResponseName, responseName } from './protocol/response-codes.ts';
export type { BrokerData, ClusterInfo, QueueData, TopicRoute } from './protocol/route-data.ts';
