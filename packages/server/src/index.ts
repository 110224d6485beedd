export { type Service, type ServiceOptions, startService } from './start-service.ts';
