/**
 * What every inventory source is turned into: hosts, groups and the variables said about them.
 *
 * Variables are kept in layers, one for each place that sets some, lowest precedence first. Nothing
 * is merged here: two lines about one host are two layers, each with its own source, so that an
 * error can say where a value came from and nothing is copied per host.
 *
 * @module
 */
import type { Annotations } from "./annotations.ts";
import type { ValueMap } from "./value.ts";

export {
  type Annotations,
  type TaggedMap,
  taggedMap,
  TaggedText,
  type TaggedValue,
  withoutTags,
} from "./annotations.ts";

/** Where something was said. */
export interface Source {
  /** The file's path, or the text of a host list given on the command line. */
  readonly file: string;
  /** Counted from 1, where it is known. */
  readonly line?: number;
}

/** Variables set together in one place. */
export interface VarsLayer {
  /** The variables by name. */
  readonly values: ValueMap;
  /** The place that sets them. */
  readonly source: Source;
  /** Where the text of each of them begins, and which are `!unsafe` or `!vault`. */
  readonly annotations?: Annotations;
  /** Whether a task came to the values: then nothing in them is a template. */
  readonly isData?: boolean;
}

/** A host as the sources describe it. */
export interface HostData {
  /** Unique in the inventory; `inventory_hostname`. */
  readonly name: string;
  /** The variables of the sources themselves, later layers winning. Not those of `host_vars/`. */
  readonly vars: readonly VarsLayer[];
  /** The first source that named the host; `inventory_file` and `inventory_dir` follow from it. */
  readonly source: Source;
}

/** A group as the sources describe it. */
export interface GroupData {
  /** Unique among the groups. */
  readonly name: string;
  /** The hosts that are directly in this group, in the order they were named. */
  readonly hosts: ReadonlySet<string>;
  /** The groups that are directly in this group, in the order they were named. */
  readonly children: ReadonlySet<string>;
  /** The variables of the sources themselves, later layers winning. Not those of `group_vars/`. */
  readonly vars: readonly VarsLayer[];
  /** `ansible_group_priority`: among groups of one depth the higher is merged later. 1 unless set. */
  readonly priority: number;
}

/** One file of a `group_vars/` or `host_vars/` folder. */
export interface VarsFile {
  /** What the variables are about. */
  readonly kind: "group" | "host";
  /** The group's or host's name. */
  readonly name: string;
  /** The folder that holds `group_vars/` and `host_vars/`. */
  readonly base: string;
  /** The file's path. */
  readonly file: string;
  /** The variables by name. */
  readonly values: ValueMap;
  /** Where the text of each of them begins, and which are `!unsafe` or `!vault`. */
  readonly annotations?: Annotations;
}

/**
 * A whole inventory.
 *
 * It always has the groups `all` and `ungrouped`; every other group is below `all`; every host is in
 * a group; no group is its own descendant.
 */
export interface InventoryData {
  /** The groups by name, in the order they were first named; `all` and `ungrouped` come first. */
  readonly groups: ReadonlyMap<string, GroupData>;
  /** The hosts by name, in the order they were first named. */
  readonly hosts: ReadonlyMap<string, HostData>;
  /** The variable files beside the sources: by source, then by name, later files winning. */
  readonly varsFiles: readonly VarsFile[];
  /** What the user should know though it stops nothing, a sentence each. */
  readonly warnings: readonly string[];
}
