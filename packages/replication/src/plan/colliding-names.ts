/**
 * Names that a cluster cannot have side by side: in the names of metrics dots become underscores, so it refuses a
 * topic that differs from another in those only (Topic.hasCollision).
 */
export const collidingNames = (names: readonly string[]): string[][] =>
  [...Map.groupBy(names, (name) => name.replaceAll('.', '_')).values()].filter(({ length }) => length > 1);
