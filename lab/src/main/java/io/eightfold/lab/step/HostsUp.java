// SPDX-License-Identifier: Apache-2.0
// Waits for the IPv8 hosts.
package io.eightfold.lab.step;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.topology.Station;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A host is up once its state file says so.
 *
 * @param names stations whose hosts were started
 */
public record HostsUp(List<String> names) implements Check {
    private static final int START_LIMIT_MS = 20_000;

    /** Starts the process of a host. */
    public static void start(Scene scene, Station.Ipv8Host host) {
        List<String> words = new ArrayList<>(List.of("host", "run", "-I", host.port().name(), "-a", host.port().addresses().getFirst().toString(), "--udp-services"));
        host.gateways().forEach(gateway -> words.addAll(List.of("-g", gateway.toString())));
        scene.startDaemon(host, words.toArray(String[]::new));
    }

    @Override
    public Judgement run(Scene scene) {
        List<Daemon> daemons = names.stream().map(scene::daemon).toList();
        Wait.until(START_LIMIT_MS, () -> pidsWithState(scene.run()).containsAll(daemons.stream().map(Daemon::pid).toList())
            || daemons.stream().anyMatch(daemon -> !daemon.isAlive()));
        Set<Long> up = pidsWithState(scene.run());
        List<String> problems = daemons.stream().filter(daemon -> !daemon.isAlive() || !up.contains(daemon.pid()))
            .map(daemon -> daemon.isAlive() ? daemon.name() + " is not up after " + START_LIMIT_MS / 1000 + " s" : daemon.epitaph()).toList();
        return Judgement.of(problems, names.size() + " processes");
    }

    private static Set<Long> pidsWithState(Path run) {
        Set<Long> pids = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(run, "host-*.json")) {
            for (Path file : files) {
                JsonObject state = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
                pids.add(state.get("pid").getAsLong());
            }
        } catch (JsonParseException e) {
            throw new LabException("a host's state file in " + run + " is not JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            // A file was replaced between listing and reading; the next poll sees it.
            return pids;
        }
        return pids;
    }
}
