/**
 * Puts files in place that came as one, the bytes of each behind those of the one before. To take
 * them apart needs no `tar`: the lengths are known, and `dd` reads as much in one piece.
 *
 * @module
 */
import { sh, shellLibrary, shellLines, type ShellText } from "@shep/sdk";
import {
  installCall,
  type InstallItem,
  type InstallOptions,
  installScript,
} from "./install_script.ts";

/** A file among those that came as one. */
export interface JoinedFile {
  readonly item: InstallItem;
  /** Where its bytes are to be put, beside its destination. */
  readonly place: string;
  readonly size: number;
}

/** The script; `stream` is the path of the one file, which is gone afterwards. */
export function joinedFilesScript(
  stream: string,
  files: readonly JoinedFile[],
  options: InstallOptions,
): ShellText {
  const left = [stream, ...files.map(({ place }) => place)];
  return shellLines([
    installScript([], options),
    TAKE,
    sh`leave() { rm -f -- ${left}; }; on_exit leave`,
    sh`exec 3<${stream} || exit; usual=$(umask); umask 077`,
    ...files.map(({ place, size, item }) => sh`take ${place} ${size} ${item.dest}`),
    'umask "$usual"; exec 3<&-',
    ...files.map(({ item }) => installCall({ ...item, origin: { kind: "placed" } })),
  ]);
}

/** A part that is not whole is found out by its checksum. */
const TAKE = shellLibrary(`
take() {
  dd bs="$2" count=1 <&3 >"$1" 2>/dev/null || explain_short "$1" || fail "Cannot write beside $3"
}`);
