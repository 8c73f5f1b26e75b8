// SPDX-License-Identifier: Apache-2.0
// Starts captures, routers and hosts; waits for the routers.
package io.eightfold.lab.step;

import com.google.gson.JsonPrimitive;
import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.process.LabException;
import io.eightfold.lab.process.Wait;
import io.eightfold.lab.topology.RouterText;
import io.eightfold.lab.topology.Station;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that starts slowly is started at once: each JVM takes most of a second of a core. */
public final class RoutersUp implements Check {
    private static final int START_LIMIT_MS = 30_000;

    @Override
    public Judgement run(Scene scene) {
        startRouters(scene);
        scene.topology().ipv8Hosts().forEach(host -> HostsUp.start(scene, host));
        List<Station.Router> routers = scene.topology().routers();
        boolean isUp = awaitRouters(scene);
        if (!isUp && scene.device().isAutomatic() && !scene.isEnding()) {
            scene.screen().line("note: " + failure(scene) + "; going on with " + DeviceChoice.AF_PACKET);
            routers.forEach(router -> scene.daemon(router.name()).stop());
            scene.device(scene.device().fallback());
            startRouters(scene);
            isUp = awaitRouters(scene);
        }
        scene.findings().value("device", new JsonPrimitive(scene.device().driver()));
        return isUp ? Judgement.pass(routers.size() + " processes, " + scene.device().driver()) : Judgement.fail(failure(scene));
    }

    /** Whether a router answers on its management socket: it does once all its ports run. */
    public static boolean isReady(Scene scene, String router) {
        Path socket = scene.run().resolve(router).resolve("control.sock");
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return true;
        } catch (IOException e) {
            // Not there yet, or what a killed router left.
            return false;
        }
    }

    private static void startRouters(Scene scene) {
        for (Station.Router router : scene.topology().routers()) {
            Path file = scene.output().resolve(router.name() + ".conf");
            try {
                Files.writeString(file, RouterText.of(router, scene.device().driver()));
            } catch (IOException e) {
                throw new LabException("cannot write " + file + " (" + e.getMessage() + "); choose another place with --output", e);
            }
            scene.startDaemon(router, "-i", router.name(), "router", "run", "-c", file.toString());
        }
    }

    private static boolean awaitRouters(Scene scene) {
        List<String> names = scene.topology().routers().stream().map(Station.Router::name).toList();
        Wait.until(START_LIMIT_MS, () -> names.stream().allMatch(name -> isReady(scene, name))
            || names.stream().anyMatch(name -> !scene.daemon(name).isAlive()));
        return names.stream().allMatch(name -> scene.daemon(name).isAlive() && isReady(scene, name));
    }

    private static String failure(Scene scene) {
        return scene.topology().routers().stream().map(router -> scene.daemon(router.name()))
            .filter(daemon -> !daemon.isAlive()).map(Daemon::epitaph).findFirst()
            .orElseGet(() -> "not ready after " + START_LIMIT_MS / 1000 + " s: " + scene.topology().routers().stream().map(Station.Router::name)
                .filter(name -> !isReady(scene, name)).collect(Collectors.joining(", ")) + "; their logs are beside this step's");
    }
}
