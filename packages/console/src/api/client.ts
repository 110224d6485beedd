import { createClient } from '@mqferry/api';

/** The service that this page came from; a session of this browser tells it who asks. */
export const client = createClient({ url: location.origin });
