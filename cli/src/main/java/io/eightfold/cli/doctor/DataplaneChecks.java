// SPDX-License-Identifier: Apache-2.0
// Checks of what DPDK and the workers need: privileges, hugepages, TAP, vfio-pci, cores.
package io.eightfold.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What decides whether ports can be opened, and how fast packets go. */
final class DataplaneChecks {
    /** The capabilities a router uses, with their bits in CapEff (capabilities(7), linux/capability.h). */
    private enum Capability {
        CAP_NET_ADMIN(12),
        CAP_NET_RAW(13),
        CAP_IPC_LOCK(14);

        private final int bit;

        Capability(int bit) {
            this.bit = bit;
        }
    }

    private static final String HUGEPAGE_DIRECTORY = "/sys/kernel/mm/hugepages";
    private static final String VFIO_DRIVER = "/sys/bus/pci/drivers/vfio-pci";

    private final Machine machine;

    DataplaneChecks(Machine machine) {
        this.machine = machine;
    }

    List<Check> run() {
        return List.of(privileges(), hugepages(), hugepageMount(), tun(), vfio(), cores());
    }

    Check privileges() {
        long effective = machine.text("/proc/self/status")
            .flatMap(status -> status.lines().filter(line -> line.startsWith("CapEff:")).findFirst())
            .map(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16))
            .orElse(0L);
        List<String> missing = new ArrayList<>();
        for (Capability capability : Capability.values()) {
            if ((effective >>> capability.bit & 1) == 0) {
                missing.add(capability.name());
            }
        }
        return missing.isEmpty()
            ? Check.ok("privileges", "all capabilities a router uses")
            : Check.fail("privileges", "no " + String.join(", ", missing), "run as root: sudo ./ipv8 ...");
    }

    Check hugepages() {
        List<String> sizes = new ArrayList<>();
        long free = 0;
        for (String name : machine.names(HUGEPAGE_DIRECTORY)) {
            long total = machine.number(HUGEPAGE_DIRECTORY + "/" + name + "/nr_hugepages").orElse(0L);
            long freeOfSize = machine.number(HUGEPAGE_DIRECTORY + "/" + name + "/free_hugepages").orElse(0L);
            if (total > 0) {
                sizes.add(freeOfSize + " of " + total + " free of " + name.replace("hugepages-", ""));
            }
            free += freeOfSize;
        }
        String found = sizes.isEmpty() ? "none reserved" : String.join(", ", sizes);
        return free > 0
            ? Check.ok("hugepages", found)
            : Check.warn("hugepages", found + "; packets go through 4 kB pages, slower by TLB misses", "sysctl -w vm.nr_hugepages=512");
    }

    Check hugepageMount() {
        Optional<String> mount = machine.text("/proc/mounts").flatMap(mounts -> mounts.lines()
            .map(line -> line.split(" "))
            .filter(fields -> fields.length > 2 && fields[2].equals("hugetlbfs"))
            .map(fields -> fields[1])
            .findFirst());
        return mount.isPresent()
            ? Check.ok("hugepage-mount", mount.get())
            : Check.ok("hugepage-mount", "none, and none needed: the router takes its hugepages in memory");
    }

    Check tun() {
        return machine.exists("/dev/net/tun")
            ? Check.ok("tun", "/dev/net/tun")
            : Check.warn("tun", "no /dev/net/tun; no punt to the kernel and no net_tap device", "modprobe tun");
    }

    Check vfio() {
        if (!machine.exists(VFIO_DRIVER)) {
            return Check.warn("vfio-pci", "driver not loaded; virtual devices work, PCI network cards do not", "modprobe vfio-pci");
        }
        // Devices are links named by PCI address (0000:03:00.0); the driver's own control files have no colon.
        List<String> devices = machine.names(VFIO_DRIVER).stream().filter(name -> name.contains(":")).toList();
        return devices.isEmpty()
            ? Check.warn("vfio-pci", "loaded, no device bound",
                "dpdk-devbind.py --bind=vfio-pci ADDRESS (the kernel loses that card: never the one you are logged in through)")
            : Check.ok("vfio-pci", "bound: " + String.join(", ", devices));
    }

    Check cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        String isolated = machine.text("/sys/devices/system/cpu/isolated").orElse("");
        String found = cores + (cores == 1 ? " core" : " cores");
        if (cores < 2) {
            return Check.warn("cores", found + "; a busy-polling worker shares it with everything else",
                "use `idle backoff` in the block dataplane of the configuration, or a machine with 2 cores or more");
        }
        // Core 0 stays with the kernel and the control side.
        String workers = cores == 2 ? "1" : "1-" + (cores - 1);
        return isolated.isEmpty()
            ? Check.warn("cores", found + ", none isolated; other programs may interrupt a worker",
                "add isolcpus=" + workers + " nohz_full=" + workers + " to the kernel command line and reboot")
            : Check.ok("cores", found + ", isolated: " + isolated);
    }
}
