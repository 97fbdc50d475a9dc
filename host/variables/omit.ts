/**
 * `omit`: the value that takes its argument away.
 *
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_filters.html#making-variables-optional
 * @module
 */

/** The type of {@linkcode OMIT}. */
class Omit {
  /** What is seen where it was joined to a text, which is a mistake in the playbook. */
  toString(): string {
    return "__omit_place_holder__";
  }
}

/** Stands for "as if this had not been given". */
export const OMIT: Omit = new Omit();

/** `value` without whatever is omitted in it, at any depth; `undefined` if all of it is. */
export function withoutOmitted(value: unknown): unknown {
  if (value === OMIT) return undefined;
  if (Array.isArray(value)) {
    return value.map(withoutOmitted).filter((item) => item !== undefined);
  }
  if (!(value instanceof Map)) return value;
  const kept = new Map<unknown, unknown>();
  for (const [key, item] of value) {
    const left = withoutOmitted(item);
    if (left !== undefined) kept.set(key, left);
  }
  return kept;
}
