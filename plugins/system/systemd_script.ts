/**
 * The script that brings a unit of systemd to a state: it asks what the unit is, tells what it
 * changes, and changes it unless `$check` is set.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemctl.html
 * @module
 */
import { ShellText } from "@shep/sdk";
import { targetScript } from "../file/target.ts";

/** What a unit is to be brought to. */
export interface UnitRequest {
  readonly name?: string | undefined;
  readonly state?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly masked?: boolean | undefined;
  readonly scope: string;
  readonly daemonReload: boolean;
  readonly daemonReexec: boolean;
  readonly noBlock: boolean;
  readonly force: boolean;
}

/** The variables that {@linkcode SYSTEMD} goes by. */
export function unitVariables(request: UnitRequest): Record<string, string | boolean> {
  const { name, state, enabled, masked, scope } = request;
  return {
    name: name ?? "",
    state: state ?? "",
    enabled: wish(enabled),
    masked: wish(masked),
    scope,
    daemon_reload: request.daemonReload,
    daemon_reexec: request.daemonReexec,
    no_block: request.noBlock,
    force: request.force,
  };
}

/** `yes`, `no`, or nothing where nothing is asked for. */
export function wish(wanted: boolean | undefined): string {
  return wanted === undefined ? "" : wanted ? "yes" : "no";
}

/** The script for one unit. */
export function systemdScript(request: UnitRequest, check: boolean): ShellText {
  return targetScript({ ...unitVariables(request), check }, [SYSTEMD, "systemd_unit"]);
}

/**
 * Defines `systemd_unit`. A unit that is `indirect` or an `alias` counts as disabled, and one of
 * `/etc/init.d` as what its links say where systemctl cannot tell.
 */
export const SYSTEMD = new ShellText(`
ctl() {
  case $scope in system) ;; *) set -- --$scope "$@" ;; esac
  systemctl $options "$@"
}
line() {
  case "
$status
" in *"
$1
"*) return 0 ;; esac
  return 1
}
unit_is_enabled() {
  r=$(ctl is-enabled -- "$name" 2>/dev/null) && {
    case $r in indirect | alias) return 1 ;; esac
    return 0
  }
  case $scope$r in
    system*disabled) return 1 ;;
    system) ;;
    *) return 1 ;;
  esac
  set -- /etc/rc[2-5].d/S??"\${name%.service}"
  [ -e "/etc/init.d/\${name%.service}" ] && [ -e "$1" ]
}
do_unit() {
  [ -n "$check" ] && return
  said=$(ctl "$1" -- "$name" 2>&1) || { fail "Unable to $1 service $name: $said"; }
}
bring_to_state() {
  say state "$1"
  running=
  for each in active activating refreshing; do line "ActiveState=$each" && running=1; done
  if [ -z "$running" ] && ! line "ActiveState=inactive" && [ "\${status#*ActiveState=}" = "$status" ]
  then
    [ -z "$offline" ] || return 0
    fail "Service is in unknown state"
  fi
  verb=
  case $1 in
    started) [ -n "$running" ] || verb=start ;;
    stopped) if [ -n "$running" ] || line ActiveState=deactivating; then verb=stop; fi ;;
    *) if [ -n "$running" ]; then verb=\${1%ed}; else verb=start; fi ;;
  esac
  case $1 in restarted | reloaded) say state started ;; esac
  [ -z "$verb" ] || { change state "$verb"; do_unit "$verb"; }
}
systemd_unit() {
  command -v systemctl >/dev/null 2>&1 ||
    fail "There is no systemctl on the target, which systemd's units need"
  options=
  [ -z "$no_block" ] || options="$options --no-block"
  [ -z "$force" ] || options="$options --force"
  [ "$scope" != user ] || [ -n "$XDG_RUNTIME_DIR" ] || {
    XDG_RUNTIME_DIR=/run/user/$(id -u); export XDG_RUNTIME_DIR
  }
  for each in \${daemon_reload:+daemon-reload} \${daemon_reexec:+daemon-reexec}; do
    [ -n "$check" ] || said=$(ctl "$each" 2>&1) || fail "failure $? during $each: $said"
  done
  [ -n "$name" ] || return 0
  offline= found=
  status=$(ctl show -- "$name" 2>&1) || fail "Could not ask for the service $name: $status"
  case $status in
    *"ignoring command"* | *"gnoring request"*) offline=1; status= ;;
    *LoadState=*) line LoadState=not-found || found=1 ;;
  esac
  [ -z "$offline" ] || {
    say offline 1
    r=$(ctl list-unit-files --no-legend -- "$name" "$name.service" 2>/dev/null)
    [ -z "$r" ] || found=1
  }
  [ -z "$found" ] || say status "$status"
  if [ -n "$masked" ]; then
    is=no; line LoadState=masked && is=yes
    [ -z "$offline" ] || [ "$(ctl is-enabled -- "$name" 2>/dev/null)" != masked ] || is=yes
    [ "$is" = "$masked" ] || {
      change masked "$is" "$masked"
      if [ "$masked" = yes ]; then do_unit mask; else do_unit unmask; found=1; fi
    }
  fi
  [ -n "$enabled$state" ] || return 0
  [ -n "$found" ] || fail "Could not find the requested service $name: host"
  if [ -n "$enabled" ]; then
    is=no; unit_is_enabled && is=yes
    say enabled "$enabled"
    [ "$is" = "$enabled" ] || {
      change enabled "$is" "$enabled"
      if [ "$enabled" = yes ]; then do_unit enable; else do_unit disable; fi
    }
  fi
  [ -z "$state" ] || bring_to_state "$state"
}`);
