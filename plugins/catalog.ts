/**
 * The processes of the core plugins.
 *
 * Each plugin can run as a process of its own, from its folder's `main.ts`. Those that need no
 * permission at all share one, `builtin`: an empty Deno process costs 15 ms of CPU, a further
 * plugin in it 3 to 7.
 *
 * @module
 */
import type { Offers, Permissions } from "@shep/sdk";
import { manifest as ansibleModule } from "./ansible_module/manifest.ts";
import { manifest as builtin } from "./builtin/manifest.ts";
import { manifest as chroot } from "./exec/chroot/manifest.ts";
import { manifest as docker } from "./exec/docker/manifest.ts";
import { manifest as kubectl } from "./exec/kubectl/manifest.ts";
import { manifest as nspawn } from "./exec/nspawn/manifest.ts";
import { manifest as podman } from "./exec/podman/manifest.ts";
import { manifest as fetch } from "./fetch/manifest.ts";
import { manifest as inventoryScript } from "./inventory/script/manifest.ts";
import { manifest as local } from "./local/manifest.ts";
import { manifest as lookupFiles } from "./lookup/files/manifest.ts";
import { manifest as lookupPassword } from "./lookup/password/manifest.ts";
import { manifest as lookupPipe } from "./lookup/pipe/manifest.ts";
import { manifest as lookupUrl } from "./lookup/url/manifest.ts";
import { manifest as rsync } from "./rsync/manifest.ts";
import { manifest as ssh } from "./ssh/manifest.ts";

/** A core plugin, as the host starts it. */
export interface CorePlugin {
  /** As its executable is called behind `shep-plugin-`. */
  readonly name: string;
  /** URL of its module. */
  readonly location: string;
  /** What it is started with. */
  readonly permissions: Permissions;
  /** What it can be asked for, by kind. */
  readonly offers: Offers;
}

/** Every core plugin. */
export function corePlugins(): CorePlugin[] {
  return [
    { ...builtin, location: new URL("./builtin/main.ts", import.meta.url).href },
    {
      ...local,
      offers: { connections: ["local"] },
      location: new URL("./local/main.ts", import.meta.url).href,
    },
    { ...ansibleModule, location: new URL("./ansible_module/main.ts", import.meta.url).href },
    { ...fetch, location: new URL("./fetch/main.ts", import.meta.url).href },
    { ...rsync, location: new URL("./rsync/main.ts", import.meta.url).href },
    { ...ssh, location: new URL("./ssh/main.ts", import.meta.url).href },
    {
      ...inventoryScript,
      location: new URL("./inventory/script/main.ts", import.meta.url).href,
    },
    { ...chroot, location: new URL("./exec/chroot/main.ts", import.meta.url).href },
    { ...docker, location: new URL("./exec/docker/main.ts", import.meta.url).href },
    { ...kubectl, location: new URL("./exec/kubectl/main.ts", import.meta.url).href },
    { ...nspawn, location: new URL("./exec/nspawn/main.ts", import.meta.url).href },
    { ...podman, location: new URL("./exec/podman/main.ts", import.meta.url).href },
    { ...lookupFiles, location: new URL("./lookup/files/main.ts", import.meta.url).href },
    { ...lookupPassword, location: new URL("./lookup/password/main.ts", import.meta.url).href },
    { ...lookupPipe, location: new URL("./lookup/pipe/main.ts", import.meta.url).href },
    { ...lookupUrl, location: new URL("./lookup/url/main.ts", import.meta.url).href },
  ];
}
