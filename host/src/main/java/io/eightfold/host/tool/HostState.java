// SPDX-License-Identifier: Apache-2.0
// What a running host daemon tells other processes about itself.
package io.eightfold.host.tool;

import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import io.eightfold.wire.address.InterfaceAddress;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Content of a state file {@code host-<inode of the network namespace>-<interface>.json}. Thread: any; immutable.
 *
 * @param address        own address with prefix length, for example {@code 64496.10.1.0.10/24}
 * @param gateway        next hop for everything else; absent if there is none
 * @param secondGateway  the other one of an even/odd pair; absent if there is none
 * @param mac            MAC address in text
 * @param startedAtMs    start of the process since the epoch, so that a reused process id is not taken for it
 * @param namespaceInode see {@link NetworkNamespace}
 * @param counters       counters that are not zero, at most a second old
 */
public record HostState(@SerializedName("interface") String interfaceName, String address, String gateway, String secondGateway, String mac, int mtu, int etherType,
                        long pid, long startedAtMs, long namespaceInode, Map<String, Long> counters) {

    /** States of the daemons alive in the current network namespace, by interface name. */
    public static List<HostState> find() {
        return find(RunDirectory.path(), NetworkNamespace.currentInode());
    }

    static List<HostState> find(Path directory, long namespaceInode) {
        List<HostState> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "host-" + namespaceInode + "-*.json")) {
            for (Path file : files) {
                HostState state = read(file);
                if (state != null && state.isAlive()) {
                    found.add(state);
                }
            }
        } catch (IOException e) {
            throw new HostToolException(HostToolException.FAILED, "run directory " + directory + " cannot be read (" + e.getMessage()
                + "); run as the user who started the host");
        }
        found.sort(Comparator.comparing(HostState::interfaceName));
        return found;
    }

    /** Null for a file that vanished meanwhile or that no daemon of ours wrote. */
    private static HostState read(Path file) throws IOException {
        try {
            HostState state = HostJson.GSON.fromJson(Files.readString(file), HostState.class);
            boolean isComplete = state != null && state.interfaceName != null && state.address != null;
            return isComplete ? state : null;
        } catch (NoSuchFileException | JsonParseException e) {
            return null;
        }
    }

    /** Whether the process that wrote this still runs. */
    boolean isAlive() {
        return ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .map(process -> startedAtMs == startOf(process))
            .orElse(false);
    }

    /** When a process started, in milliseconds since the epoch; 0 if the system does not tell. */
    static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    public InterfaceAddress interfaceAddress() {
        return InterfaceAddress.parse(address);
    }

    /** The gateway, or null. */
    public Ipv8Address gatewayAddress() {
        return gateway == null ? null : Ipv8Address.parse(gateway);
    }

    /** The other gateway of an even/odd pair, or null. */
    public Ipv8Address secondGatewayAddress() {
        return secondGateway == null ? null : Ipv8Address.parse(secondGateway);
    }

    HostState withCounters(Map<String, Long> newCounters) {
        return new HostState(interfaceName, address, gateway, secondGateway, mac, mtu, etherType, pid, startedAtMs, namespaceInode, newCounters);
    }
}
