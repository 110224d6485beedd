import type { ColumnType } from 'kysely';

/** Written when a row is made, and never again. */
export type Fixed<T> = ColumnType<T, T, never>;

/** Moments are ISO 8601 text in UTC, which sorts as time does and is the same in both kinds of database. */
export type Instant = string;

/** Plain data as JSON text. */
export type Json = string;

/** 0 or 1: SQLite has no booleans. */
export type Flag = number;
