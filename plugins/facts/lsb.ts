/**
 * The Linux Standard Base's name of the distribution: the subset `lsb`.
 *
 * The program `lsb_release` is not run: it is a script of many milliseconds that prints what these
 * files hold.
 *
 * @module
 */
import { readOsRelease } from "./distribution.ts";
import type { FactFamily, Facts } from "./family.ts";
import { readAssignments } from "./key_values.ts";
import type { Sources } from "./sources.ts";

const LSB_RELEASE = "/etc/lsb-release";

/** The subset `lsb`. */
export const lsb: FactFamily = {
  name: "lsb",
  isMinimal: true,
  files: ["/etc/os-release", "/usr/lib/os-release", LSB_RELEASE],
  commands: { lsb_release: "command -v lsb_release" },
  parse: (sources) => ({ lsb: lsbFact(sources) }),
};

function lsbFact(sources: Sources): Facts {
  const file = readAssignments(sources.lines(LSB_RELEASE));
  const fromFile = describe(
    file.get("DISTRIB_ID"),
    file.get("DISTRIB_RELEASE"),
    file.get("DISTRIB_CODENAME"),
    file.get("DISTRIB_DESCRIPTION"),
  );
  if (file.size > 0 || sources.output("lsb_release") === "") return fromFile;
  const release = readOsRelease(sources);
  return describe(
    release.get("NAME")?.split(" ")[0],
    release.get("VERSION_ID"),
    release.get("VERSION_CODENAME"),
    release.get("PRETTY_NAME"),
  );
}

function describe(id?: string, release?: string, codename?: string, description?: string): Facts {
  const major = release?.split(".")[0];
  const known = { id, release, codename, description, major_release: major };
  return Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
