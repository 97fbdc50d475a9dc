/**
 * What is loaded when it is first asked for, and then kept.
 *
 * @module
 */

/** `load`, called once for each name: who asks again gets the same promise, be it one that failed. */
export function eachOnce<T>(load: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const loaded = new Map<string, Promise<T>>();
  return (name) => {
    const known = loaded.get(name) ?? load(name);
    loaded.set(name, known);
    return known;
  };
}
