/**
 * The scripts that wait on the target, and what they probe with: `/dev/tcp` of bash, `nc` or curl,
 * whichever there is; for what this machine itself listens on, `/proc/net/tcp` will do.
 *
 * @see https://docs.kernel.org/networking/proc_net_tcp.html
 * @module
 */
import { ShellText } from "@shep/sdk";
import { expandingWord } from "../command/expansion.ts";
import { targetScript } from "../file/target.ts";

/** What is waited for. */
export interface Wait {
  readonly state: "absent" | "drained" | "present" | "started" | "stopped";
  readonly host: string;
  readonly port?: number | undefined;
  readonly path?: string | undefined;
  /** How long at most, and between two looks, in seconds. */
  readonly timeout: number;
  readonly pause: number;
  readonly delay: number;
  readonly connectTimeout: number;
  /** What is found is printed, to be searched here. */
  readonly searches: boolean;
  /** Hosts whose connections do not count, and codes of the states that do. */
  readonly excluded: readonly string[];
  readonly states: readonly string[];
}

/** The script that looks until it finds what is waited for, or the time is up. */
export function waitScript(wait: Wait): ShellText {
  const { state, host, port, path, excluded, states } = wait;
  return targetScript({
    state,
    host,
    port: port ?? "",
    path: path === undefined ? "" : expandingWord(path),
    timeout: wait.timeout,
    pause: wait.pause,
    delay: wait.delay,
    patience: wait.connectTimeout,
    searches: wait.searches,
    excluded: excluded.join(" "),
    states: ` ${states.join(" ")} `,
  }, [PROBES, ...(state === "drained" ? [DRAINED] : []), LOOP]);
}

/**
 * Defines `connects`, which tells whether something listens, and `receive`, which prints what it
 * says by itself.
 */
const PROBES = new ShellText(`
has() { command -v "$1" >/dev/null 2>&1; }
limited() { if has timeout; then timeout "$patience" "$@"; else "$@"; fi; }
probe=
find_probe() {
  if has bash && bash -c ': <>/dev/tcp/127.0.0.1/1' 2>&1 | grep -qi 'refused'; then probe=bash
  elif has nc; then probe=nc
  elif has curl; then probe=curl
  elif [ -r /proc/net/tcp ]; then
    case $host in
      127.* | localhost | 0.0.0.0 | ::1 | ::) probe=proc ;;
      *) fail "The target has neither bash nor nc or curl, one of which is needed to reach $host" ;;
    esac
  else fail "The target has neither bash nor nc or curl, one of which is needed to reach $host:$port"
  fi
}
connects() {
  case $probe in
    bash) limited bash -c ': 3<>"/dev/tcp/$0/$1"' "$host" "$port" 2>/dev/null ;;
    nc)
      limited nc -w "$patience" "$host" "$port" </dev/null >/dev/null 2>&1 ||
        limited nc -z -w "$patience" "$host" "$port" </dev/null >/dev/null 2>&1 ;;
    curl)
      curl -s --connect-timeout "$patience" --max-time "$patience" "telnet://$host:$port" \\
        </dev/null >/dev/null 2>&1
      case $? in 6 | 7 | 28) return 1 ;; esac ;;
    proc) grep -qi "^ *[0-9]*: [0-9A-F]*:$(printf %04X "$port") [0-9A-F:]* 0A " /proc/net/tcp* ;;
  esac
}
receive() {
  case $probe in
    bash)
      limited bash -c 'exec 3<>"/dev/tcp/$0/$1" && cat <&3' "$host" "$port" 2>/dev/null ;;
    nc) limited nc -w "$patience" "$host" "$port" </dev/null 2>/dev/null ;;
    curl) curl -s --max-time "$patience" "telnet://$host:$port" </dev/null 2>/dev/null ;;
    proc) fail "The target has neither bash nor nc or curl, one of which is needed to read from $host" ;;
  esac
}`);

/** Addresses as the kernel prints them: IPv4 in four bytes, the last one first. */
const DRAINED = new ShellText(`
[ -r /proc/net/tcp ] || fail "Connections can be counted on Linux only: there is no /proc/net/tcp"
hexes() {
  for each; do
    case $each in
      *[!0-9.]*) each=$(getent ahostsv4 "$each" 2>/dev/null | while read -r a _; do echo "$a"; done) ;;
    esac
    for address in $each; do
      IFS=.; set -- $address; unset IFS
      [ $# != 4 ] || printf '%02X%02X%02X%02X ' "$4" "$3" "$2" "$1"
    done
  done
}
ours=$(hexes "$host"); theirs=" $(hexes $excluded)"
hex_port=$(printf %04X "$port")
drained() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | {
    while read -r _ local remote code _; do
      [ "\${local##*:}" = "$hex_port" ] || continue
      case $states in *" $code "*) ;; *) continue ;; esac
      address=\${local%:*}
      case $address in
        0000000000000000FFFF0000* | 00000000000000000000000*) address=\${address#????????????????????????} ;;
      esac
      case " $ours" in *" 00000000 "* | *" $address "*) ;; *) continue ;; esac
      from=\${remote%:*}
      case $from in 0000000000000000FFFF0000*) from=\${from#????????????????????????} ;; esac
      case $theirs in *" $from "*) continue ;; esac
      exit 1
    done
    exit 0
  }
}`);

const LOOP = new ShellText(`
now() { date +%s; }
begin=$(now)
end=$((begin + timeout))
met() {
  case $state in
    absent | stopped)
      if [ -n "$path" ]; then [ ! -e "$path" ]; else ! connects; fi ;;
    drained) drained ;;
    *)
      if [ -n "$path" ]; then [ -e "$path" ]; else connects; fi ;;
  esac
}
[ -z "$port" ] || [ "$state" = drained ] || find_probe
say path "$path"
sleep "$delay"
if [ -z "$path$port" ]; then sleep "$timeout"; say met 1
else
  while :; do
    if met; then say met 1; break; fi
    [ "$(now)" -lt "$end" ] || break
    sleep "$pause"
  done
fi
say elapsed $(($(now) - begin))
if [ -n "$path" ] && [ -e "$path" ] && [ -z "$searches" ]; then look "$path" -L; say stat "$s"; fi
[ -n "$searches" ] || exit 0
if [ -n "$path" ]; then
  [ ! -e "$path" ] || { look "$path" -L; say stat "$s"; }
  printf 'found=\\0'; cat -- "$path" 2>/dev/null
elif connects; then printf 'found=\\0'; receive
fi
exit 0`);
