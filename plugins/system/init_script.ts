/**
 * The script that brings a service of SysV init or OpenRC to a state. Both keep a program for each
 * service in `/etc/init.d`; they differ in how it is called and how it is made to start at boot.
 *
 * @see https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/iniscrptact.html
 * @module
 */
import { ShellText } from "@shep/sdk";
import { targetScript } from "../file/target.ts";
import { wish } from "./systemd_script.ts";

/** What a service is to be brought to. */
export interface ServiceRequest {
  readonly name: string;
  readonly state?: string | undefined;
  readonly enabled?: boolean | undefined;
  /** Tells that it runs where this is in the list of processes, instead of asking it. */
  readonly pattern?: string | undefined;
  /** Seconds between stop and start. */
  readonly sleep?: number | undefined;
  /** Further words for its program. */
  readonly arguments?: string | undefined;
  readonly runlevels?: readonly string[] | undefined;
  readonly daemonize?: boolean | undefined;
}

/** The variables that {@linkcode INIT} goes by. */
export function serviceVariables(
  request: ServiceRequest,
): Record<string, string | number | boolean> {
  const { name, state, enabled, pattern, sleep, runlevels, daemonize } = request;
  return {
    name,
    state: state ?? "",
    enabled: wish(enabled),
    pattern: pattern ?? "",
    pause: sleep ?? 0,
    arguments: request.arguments ?? "",
    runlevels: runlevels?.join(" ") ?? "",
    daemonize: daemonize ?? false,
  };
}

/** The script for one service of SysV init. */
export function sysvinitScript(request: ServiceRequest, check: boolean): ShellText {
  return targetScript({ ...serviceVariables(request), check }, [
    INIT,
    "manager=sysvinit",
    "init_service",
  ]);
}

/** Defines `init_service`; `$manager` is `sysvinit` or `openrc`. */
export const INIT = new ShellText(`
has() { command -v "$1" >/dev/null 2>&1; }
program() {
  if [ "$manager" = openrc ]; then rc-service "$name" "$1" $arguments
  elif [ -x "/etc/init.d/$name" ]; then "/etc/init.d/$name" "$1" $arguments
  else service "$name" "$1" $arguments
  fi
}
runs() {
  if [ -n "$pattern" ]; then
    { ps -ww -eo pid,args 2>/dev/null || ps; } | {
      while read -r pid line; do
        case $pid in $$) continue ;; esac
        case $line in *"$pattern"*) exit 0 ;; esac
      done
      exit 1
    }
    return
  fi
  said=$(program status 2>&1 </dev/null)
  code=$?
  case $said in
    *"not running"* | *"is stopped"* | *"is not running"*) return 1 ;;
    *"is running"* | *"start/running"*) return 0 ;;
  esac
  return $code
}
starts_at_boot() {
  if [ "$manager" = openrc ]; then
    rc-update show "\${runlevels:-default}" 2>/dev/null | grep -q "^ *$name *|"
    return
  fi
  levels="\${runlevels:-2 3 4 5}"
  for level in $levels; do
    set -- /etc/rc$level.d/S??"$name"
    [ -e "$1" ] || [ -L "$1" ] || { [ -z "$runlevels" ] && continue; return 1; }
    [ -n "$runlevels" ] || return 0
  done
  [ -n "$runlevels" ]
}
at_boot() {
  if [ "$manager" = openrc ]; then
    if [ "$1" = yes ]; then rc-update add "$name" "\${runlevels:-default}"
    else rc-update del "$name" "\${runlevels:-default}"
    fi
  elif has update-rc.d; then
    if [ "$1" = yes ]; then
      update-rc.d "$name" defaults && update-rc.d "$name" enable $runlevels
    else update-rc.d "$name" disable $runlevels
    fi
  elif has chkconfig; then
    chkconfig --add "$name" 2>/dev/null
    levels=$(printf %s "$runlevels" | tr -d ' ')
    if [ "$1" = yes ]; then chkconfig \${levels:+--level "$levels"} "$name" on
    else chkconfig \${levels:+--level "$levels"} "$name" off
    fi
  elif has insserv; then
    if [ "$1" = yes ]; then insserv "$name"; else insserv -r "$name"; fi
  else echo "there is neither update-rc.d nor chkconfig, insserv or rc-update" >&2; return 1
  fi
}
do_service() {
  change state "$1"
  [ -z "$check" ] || return 0
  for verb in $1; do
    [ "$verb" != - ] || { sleep "$pause"; continue; }
    if [ -n "$daemonize" ]; then
      (program "$verb" >/dev/null 2>&1 </dev/null &)
      continue
    fi
    said=$(program "$verb" 2>&1 </dev/null) || fail "Unable to $verb service $name: $said"
  done
}
init_service() {
  [ -e "/etc/init.d/$name" ] || [ -n "$pattern" ] ||
    fail "Could not find the requested service $name: host"
  if [ -n "$enabled" ]; then
    is=no; starts_at_boot && is=yes
    say enabled "$enabled"
    [ "$is" = "$enabled" ] || {
      change enabled "$is" "$enabled"
      [ -n "$check" ] || said=$(at_boot "$enabled" 2>&1) ||
        fail "Failed to enable or disable service $name: $said"
    }
  fi
  [ -n "$state" ] || return 0
  is=stopped; runs && is=started
  case $state in restarted | reloaded) say state started ;; *) say state "$state" ;; esac
  case $state-$is in
    started-stopped | reloaded-stopped) do_service start ;;
    stopped-started) do_service stop ;;
    reloaded-started) do_service reload ;;
    restarted-stopped) do_service start ;;
    restarted-started) if [ "$pause" = 0 ]; then do_service restart; else do_service "stop - start"; fi ;;
  esac
}`);
