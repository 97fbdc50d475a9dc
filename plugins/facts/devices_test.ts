import assert from "node:assert/strict";
import { deviceFacts } from "./devices.ts";
import type { Facts } from "./family.ts";
import { Sources } from "./sources.ts";
import { lvmFacts } from "./volumes.ts";

/** What a machine with one disk, two partitions and a volume group on one of them tells. */
const MACHINE = `\x1efiles
/sys/block/dm-0/dm/name:vg0-root
/sys/block/dm-0/size:4194304
/sys/block/sda/device/model:QEMU HARDDISK
/sys/block/sda/device/vendor:QEMU
/sys/block/sda/queue/discard_granularity:512
/sys/block/sda/queue/logical_block_size:512
/sys/block/sda/queue/rotational:1
/sys/block/sda/queue/scheduler:none [mq-deadline] bfq
/sys/block/sda/removable:0
/sys/block/sda/sda1/size:2097152
/sys/block/sda/sda1/start:2048
/sys/block/sda/sda2/size:6289408
/sys/block/sda/sda2/start:2099200
/sys/block/sda/size:8388608
\x1epaths
/sys/block/dm-0
/sys/block/dm-0/slaves/sda2
/sys/block/sda
/sys/block/sda/sda2/holders/dm-0
\x1edevice_links
lrwxrwxrwx 1 root root 9 Jan 1 00:00 /dev/disk/by-id/ata-QEMU_HARDDISK -> ../../sda
lrwxrwxrwx 1 root root 10 Jan 1 00:00 /dev/disk/by-uuid/1111-2222 -> ../../sda1
lrwxrwxrwx 1 root root 0 Jan 1 00:00 /sys/block/sda -> ../devices/pci0000:00/0000:00:1f.2/block/sda
\x1econtrollers
0000:00:00.0 Host bridge: Intel Corporation
0000:00:1f.2 SATA controller: Intel Corporation ICH9
\x1elvm
lvm
vg,vg0,1,1,2.99,0.99
lv,root,vg0,2.00
pv,/dev/sda2,vg0,2.99,0.99
`;

Deno.test("a disk has its partitions, its names and its controller", () => {
  const { devices } = deviceFacts(new Sources(MACHINE));
  assert.deepEqual((devices as Facts)["sda"], {
    virtual: 1,
    links: { ids: ["ata-QEMU_HARDDISK"], labels: [], masters: [], uuids: [] },
    vendor: "QEMU",
    model: "QEMU HARDDISK",
    sas_address: null,
    sas_device_handle: null,
    removable: "0",
    support_discard: "512",
    partitions: {
      sda1: {
        links: { ids: [], labels: [], masters: [], uuids: ["1111-2222"] },
        start: "2048",
        sectors: "2097152",
        sectorsize: "512",
        size: "1.00 GB",
        uuid: "1111-2222",
        holders: [],
      },
      sda2: {
        links: { ids: [], labels: [], masters: ["dm-0"], uuids: [] },
        start: "2099200",
        sectors: "6289408",
        sectorsize: "512",
        size: "3.00 GB",
        uuid: null,
        holders: ["vg0-root"],
      },
    },
    rotational: "1",
    scheduler_mode: "mq-deadline",
    sectors: "8388608",
    sectorsize: "512",
    size: "4.00 GB",
    host: "SATA controller: Intel Corporation ICH9",
    holders: [],
  });
});

Deno.test("the names of devices are also found by kind", () => {
  assert.deepEqual(deviceFacts(new Sources(MACHINE))["device_links"], {
    ids: { sda: ["ata-QEMU_HARDDISK"] },
    labels: {},
    masters: { sda2: ["dm-0"] },
    uuids: { sda1: ["1111-2222"] },
  });
});

Deno.test("volumes are listed by kind, and absent where nobody manages any", () => {
  assert.deepEqual(lvmFacts(new Sources(MACHINE)), {
    lvm: {
      vgs: { vg0: { size_g: "2.99", free_g: "0.99", num_lvs: "1", num_pvs: "1" } },
      lvs: { root: { size_g: "2.00", vg: "vg0" } },
      pvs: { "/dev/sda2": { size_g: "2.99", free_g: "0.99", vg: "vg0" } },
    },
  });
  assert.deepEqual(lvmFacts(new Sources("")), { lvm: "N/A" });
});
