export type { ServiceVerbs } from './operations/service-verbs.ts';
export { type Service, type ServiceOptions, startService } from './start-service.ts';
