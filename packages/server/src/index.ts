export { type KeySource, readKey } from './keys.ts';
export { type Service, type ServiceOptions, startService } from './start-service.ts';
