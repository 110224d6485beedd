import type { MessageCodec } from './message-codec.ts';

/** One Kafka API: a request and its response. */
export interface Api<Request, Response> {
  /** The number that names it on the wire. */
  readonly key: number;
  /** As in Kafka's documentation: `Fetch`. */
  readonly name: string;
  /** Lowest known version. */
  readonly minVersion: number;
  /** Highest known version; what may be negotiated is for the client to decide. */
  readonly maxVersion: number;
  readonly request: MessageCodec<Request>;
  readonly response: MessageCodec<Response>;
  /** Version of the RequestHeader that precedes a request of this version. */
  requestHeaderVersion(version: number): number;
  /** Version of the ResponseHeader that precedes a response of this version. */
  responseHeaderVersion(version: number): number;
}

const CONTROLLED_SHUTDOWN = 7;
const API_VERSIONS = 18;

/** Joins the two codecs of an API. */
export const createApi = <Request, Response>(
  key: number,
  name: string,
  request: MessageCodec<Request>,
  response: MessageCodec<Response>,
): Api<Request, Response> => ({
  key,
  name,
  minVersion: request.minVersion,
  maxVersion: request.maxVersion,
  request,
  response,
  requestHeaderVersion(version) {
    // The first request of all was made before client ids were; only its version 0 remained so.
    if (key === CONTROLLED_SHUTDOWN && version === 0) return 0;
    return version >= request.flexibleFrom ? 2 : 1;
  },
  responseHeaderVersion(version) {
    // KIP-511: a client must be able to read the answer of a broker that does not know its version.
    if (key === API_VERSIONS) return 0;
    return version >= response.flexibleFrom ? 1 : 0;
  },
});
