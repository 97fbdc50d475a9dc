/** What is used of the package `jmespath`, which brings no types. */
declare const jmespath: {
  /** The part of `data` that an expression selects. */
  search(data: unknown, expression: string): unknown;
};
export default jmespath;
