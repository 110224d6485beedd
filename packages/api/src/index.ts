export { type Problem, problem, problemOf } from './contracts/problem.ts';
export { apiErrors } from './errors.ts';
export { openApi } from './openapi.ts';
export { type Answer, type Input, isAtLeast, type Role, type Route, route } from './route.ts';
export { type RouteName, type Routes, routes } from './routes.ts';
