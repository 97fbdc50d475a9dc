/** What `record_testdata.ts` keeps. @module */

/** Lookups, and what ansible-core made of them. */
export interface Recorded {
  readonly vars: Readonly<Record<string, unknown>>;
  readonly calls: readonly {
    readonly expression: string;
    readonly value?: unknown;
    readonly error?: string;
  }[];
  readonly loops: readonly {
    /** What stands behind `with_`. */
    readonly kind: string;
    readonly value: unknown;
    readonly items?: readonly unknown[];
    readonly error?: string;
  }[];
}
