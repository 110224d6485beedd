import { z } from 'zod';
import { problem } from './contracts/problem.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return plain;
};

/** A codec is text on the wire on both sides: what goes out is what its input is. */
const wire = (schema: z.ZodType) => schemaOf(schema, 'input');

const parametersOf = (schema: z.ZodType | undefined, place: 'path' | 'query') => {
  if (!schema) return [];
  const { properties = {}, required = [] } = wire(schema) as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: of,
  }));
};

const content = (schema: z.ZodType) => ({ 'application/json': { schema: wire(schema) } });

const operationOf = (name: string, { summary, role, params, query, body, answer }: Route) => ({
  operationId: name,
  summary,
  description: role === 'anyone' ? 'Takes no login.' : `Takes the role ${role}.`,
  parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
  ...(body ? { requestBody: { required: true, content: content(body) } } : {}),
  responses: {
    ...(answer
      ? { 200: { description: 'Done.', content: content(answer) } }
      : { 204: { description: 'Done.' } }),
    default: { description: 'A coded error.', content: content(problem) },
  },
  security: role === 'anyone' ? [] : [{ session: [] }, { token: [] }],
});

/** The description of the API, in OpenAPI 3.1. */
export const openApi = (version: string) => {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    const path = route.path.replace(/:(\w+)/gu, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'mqferry', version },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'mqferry_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
};
