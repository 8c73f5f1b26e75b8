// SPDX-License-Identifier: Apache-2.0
// Addresses that live in this network namespace.
package io.eightfold.cli.show;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import io.eightfold.controlplane.management.RunDirectory;
import io.eightfold.host.tool.HostState;
import io.eightfold.wire.address.Ipv8Address;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Asks every router and reads every host state whose process shares our network namespace. Thread: startup. */
public final class LocalAddresses {
    private LocalAddresses() {
    }

    /** Objects with interface, address, octets, mac and owner. Routers that do not answer are left out. */
    public static JsonArray find() {
        final JsonArray found = new JsonArray();
        for (final HostState host : HostState.find()) {
            found.add(entry(host.interfaceName(), host.address(), host.mac(), "host"));
        }
        for (final String id : instances()) {
            addRouter(id, found);
        }
        return found;
    }

    private static void addRouter(final String id, final JsonArray found) {
        final RunDirectory directory = RunDirectory.of(id);
        try {
            if (!isHere(Files.readString(directory.pidFile(RunDirectory.Role.DATAPLANE)).strip())) {
                return;
            }
            for (final JsonElement element : ManagementClient.ask(directory.dataplaneSocket(), List.of("show", "interfaces")).getAsJsonArray()) {
                final JsonObject port = element.getAsJsonObject();
                for (final JsonElement address : port.getAsJsonArray("addresses")) {
                    found.add(entry(port.get("name").getAsString(), address.getAsString(), port.get("mac").getAsString(), "router " + id));
                }
            }
        } catch (final ManagementException | IOException e) {
            // ended, or ending
        }
    }

    private static JsonObject entry(final String interfaceName, final String address, final String mac, final String owner) {
        final JsonObject entry = new JsonObject();
        entry.addProperty("interface", interfaceName);
        entry.addProperty("address", address);
        entry.addProperty("octets", Ipv8Address.parse(address.substring(0, address.indexOf('/'))).octets());
        entry.addProperty("mac", mac);
        entry.addProperty("owner", owner);
        return entry;
    }

    private static List<String> instances() {
        final List<String> ids = new java.util.ArrayList<>();
        final Path base = RunDirectory.of(RunDirectory.DEFAULT_ID).base();
        if (Files.isDirectory(base)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(base, p -> Files.exists(p.resolve("dataplane.sock")))) {
                directories.forEach(p -> ids.add(p.getFileName().toString()));
            } catch (final IOException e) {
                return ids;
            }
        }
        ids.sort(null);
        return ids;
    }

    private static boolean isHere(final String pid) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", pid, "ns/net")).equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
    }
}
