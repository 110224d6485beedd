/** What a gateway does with a request. */
export type Treatment = 'route' | 'source' | 'refused';

/**
 * The requests that name servers of 4.9 and 5.x know (Java's `DefaultRequestProcessor` and `ClientRequestProcessor`). What
 * reads is answered by the name servers of the source; what changes them, or tells what is of administrators only, is refused.
 */
const TREATMENTS: Readonly<Record<number, Treatment>> = {
  /** PUT_KV_CONFIG */
  100: 'refused',
  /** GET_KV_CONFIG */
  101: 'source',
  /** DELETE_KV_CONFIG */
  102: 'refused',
  /** REGISTER_BROKER */
  103: 'refused',
  /** UNREGISTER_BROKER */
  104: 'refused',
  /** GET_ROUTEINFO_BY_TOPIC */
  105: 'route',
  /** GET_BROKER_CLUSTER_INFO */
  106: 'source',
  /** WIPE_WRITE_PERM_OF_BROKER */
  205: 'refused',
  /** GET_ALL_TOPIC_LIST_FROM_NAMESERVER */
  206: 'source',
  /** DELETE_TOPIC_IN_NAMESRV */
  216: 'refused',
  /** REGISTER_TOPIC_IN_NAMESRV */
  217: 'refused',
  /** GET_KVLIST_BY_NAMESPACE */
  219: 'source',
  /** GET_TOPICS_BY_CLUSTER */
  224: 'source',
  /** GET_SYSTEM_TOPIC_LIST_FROM_NS */
  304: 'source',
  /** GET_UNIT_TOPIC_LIST */
  311: 'source',
  /** GET_HAS_UNIT_SUB_TOPIC_LIST */
  312: 'source',
  /** GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST */
  313: 'source',
  /** UPDATE_NAMESRV_CONFIG */
  318: 'refused',
  /** GET_NAMESRV_CONFIG */
  319: 'refused',
  /** QUERY_DATA_VERSION */
  322: 'refused',
  /** ADD_WRITE_PERM_OF_BROKER */
  327: 'refused',
  /** BROKER_HEARTBEAT */
  904: 'refused',
};

/** How a name-server request is treated; undefined for what no name server knows. */
export const treatmentOf = (code: number): Treatment | undefined => TREATMENTS[code];
