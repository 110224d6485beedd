export { protocolErrors } from './protocol/errors.ts';
export { type FastjsonObject, type FastjsonValue, parseFastjson } from './protocol/fastjson.ts';
