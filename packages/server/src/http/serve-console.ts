import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const YEAR_S = 365 * 24 * 60 * 60;

/** Whether a browser asks for a page: each of them begins with the same file. */
const wantsPage = ({ method, url, headers }: FastifyRequest): boolean =>
  method === 'GET' && !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');

/**
 * Serves the console from a folder: files with hashed names for good, everything else as of now. What is no file and no
 * route is a page of the console if a browser asks for it, and `unknown` else.
 */
export const serveConsole = async (
  app: FastifyInstance,
  folder: string,
  unknown: (request: FastifyRequest, reply: FastifyReply) => FastifyReply,
): Promise<void> => {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(`${folder}/assets/`);
      reply.header('cache-control', isHashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) =>
    wantsPage(request) ? reply.sendFile('index.html') : unknown(request, reply),
  );
};
