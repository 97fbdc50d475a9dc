/**
 * Names without the collection that Shep stands in for.
 *
 * @module
 */

/** Collections whose actions and lookups are known by their short names. */
const OWN_COLLECTIONS = [
  "ansible.builtin.",
  "ansible.legacy.",
  "ansible.posix.",
  "community.general.",
];

/** `copy` for `ansible.builtin.copy`; a name of another collection as it is. */
export function shortName(written: string): string {
  const collection = OWN_COLLECTIONS.find((prefix) => written.startsWith(prefix));
  return collection === undefined ? written : written.slice(collection.length);
}
