/**
 * The target's Python, if it has one: Shep has no use for it, but playbooks ask. The subset
 * `python`.
 *
 * @module
 */
import type { FactFamily, Facts } from "./family.ts";
import type { Sources } from "./sources.ts";

/** Writes the path of the system's own Python, or else of the first on the path; its version. */
const PYTHON = `
for python in /usr/bin/python3 /usr/libexec/platform-python "$(command -v python3)"; do
  [ -x "$python" ] && { echo "$python"; "$python" -V 2>&1; break; }
done`;

/** The subset `python`. Its command serves `python_version` of {@linkcode platform} too. */
export const python: FactFamily = {
  name: "python",
  isMinimal: true,
  commands: { python: PYTHON },
  parse: (sources) => {
    const found = readPython(sources);
    return found ? { python: pythonFact(found) } : {};
  },
};

/** The command that finds Python, for the families that need it. */
export const pythonCommand: Readonly<Record<string, string>> = { python: PYTHON };

/** A Python that was found. */
export interface Python {
  /** Its path. */
  readonly executable: string;
  /** The first number of its version. */
  readonly major: number;
  /** The second. */
  readonly minor: number;
  /** The third. */
  readonly micro: number;
  /** `alpha`, `beta`, `candidate` or `final`. */
  readonly releaseLevel: string;
  /** Which of the candidates, and the like. */
  readonly serial: number;
}

const RELEASE_LEVELS: Readonly<Record<string, string>> = {
  a: "alpha",
  b: "beta",
  rc: "candidate",
};

/** The Python that was found, if any. */
export function readPython(sources: Sources): Python | undefined {
  const [executable = "", version = ""] = sources.output("python").split("\n");
  const match = /^Python (\d+)\.(\d+)\.(\d+)(?:(a|b|rc)(\d+))?/.exec(version);
  if (!match) return undefined;
  const [, major, minor, micro, level = "", serial = "0"] = match;
  return {
    executable,
    major: Number(major),
    minor: Number(minor),
    micro: Number(micro),
    releaseLevel: RELEASE_LEVELS[level] ?? "final",
    serial: Number(serial),
  };
}

function pythonFact({ executable, major, minor, micro, releaseLevel, serial }: Python): Facts {
  return {
    executable,
    has_sslcontext: true,
    type: executable.includes("pypy") ? "pypy" : "cpython",
    version: { major, minor, micro, releaselevel: releaseLevel, serial },
    version_info: [major, minor, micro, releaseLevel, serial],
  };
}
