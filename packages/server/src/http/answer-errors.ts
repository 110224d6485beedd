import { apiErrors, problemOf } from '@mqferry/api';
import { type CodedError, codedErrorIn } from '@mqferry/core';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What an error of the web server means; undefined for a defect. */
const codedOf = (error: FastifyError, limit: number): CodedError | undefined => {
  const coded = codedErrorIn(error);
  if (coded) return coded;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return apiErrors.API_BODY_TOO_LARGE({ limit }, error);
  const isClients = error.statusCode !== undefined && error.statusCode < 500;
  return isClients ? apiErrors.API_INPUT_INVALID({ reason: error.message }, error) : undefined;
};

/** Answers every error with its code and its texts in both languages; what a defect is about goes to the log only. */
export const answerErrors = (app: FastifyInstance): void => {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const coded = codedOf(error, request.routeOptions.bodyLimit);
    if (!coded) request.log.error({ err: error }, 'a defect');
    const told = coded ?? apiErrors.API_UNEXPECTED({ reason: request.id }, error);
    return reply.code(told.status).send(problemOf(told));
  });
};

/** Answers what is no route. */
export const answerUnknown = ({ method, url: path }: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const unknown = apiErrors.API_ROUTE_UNKNOWN({ method, path });
  return reply.code(unknown.status).send(problemOf(unknown));
};
