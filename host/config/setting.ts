/**
 * What a setting is, for the table of them.
 *
 * @see https://docs.ansible.com/ansible/latest/reference_appendices/config.html
 * @module
 */

/** What settings can be, by the names that the table gives these types. */
export interface SettingTypes {
  /** `yes`, `no` and all that means the same. */
  readonly boolean: boolean;
  /** A whole number. */
  readonly integer: number;
  /** Text as it is. */
  readonly string: string;
  /** Separated by commas. */
  readonly list: readonly string[];
  /** Relative to the file that says it, or to the working directory. */
  readonly path: string;
  /** Paths separated by colons. */
  readonly pathspec: readonly string[];
  /** Paths separated by commas; what is no path, as `web1,`, stays as it is. */
  readonly sources: readonly string[];
}

/** The name of a type. */
export type SettingType = keyof SettingTypes;

/** One row of the table. */
export interface Setting {
  /** What it can be. */
  readonly type: SettingType;
  /** If nothing is said; `null` where that is a meaning of its own. */
  readonly default: boolean | number | string | readonly string[] | null;
  /** Sections and keys of `ansible.cfg`; the last that is there counts. */
  readonly ini: readonly (readonly [section: string, key: string])[];
  /** Variables of the environment, which win over the file; the last that is there counts. */
  readonly env: readonly string[];
  /** The only values it takes; a full name such as `ansible.builtin.memory` is one too. */
  readonly choices?: readonly string[];
  /** What it does, in a sentence. */
  readonly description: string;
}

/** The type that the value of a row has. */
export type ValueOf<Row extends Setting> =
  | SettingTypes[Row["type"]]
  | (null extends Row["default"] ? null : never);
