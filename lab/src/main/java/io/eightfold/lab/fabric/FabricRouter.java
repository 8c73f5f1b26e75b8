// SPDX-License-Identifier: Apache-2.0
// A router of the fabric: two processes and their sockets.
package io.eightfold.lab.fabric;

import com.google.gson.JsonElement;
import io.eightfold.lab.process.Daemon;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Fabric;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Its processes are started, killed and started again one by one. Thread: session.
 *
 * @param number 1 to 4
 */
record FabricRouter(int number) {
    private static final String CONTROL_SOCKET = "control.sock";
    private static final String DATAPLANE_SOCKET = "dataplane.sock";

    String name() {
        return Fabric.name(number);
    }

    /** Starts both processes; the dataplane before the other in the kernel's eyes, as its systemd unit has it. */
    void start(Scene scene, Path config) {
        String[] dataplane = words(scene, Side.DATAPLANE, config);
        String[] nice = new String[dataplane.length + 3];
        System.arraycopy(new String[] {"nice", "-n", "-10"}, 0, nice, 0, 3);
        System.arraycopy(dataplane, 0, nice, 3, dataplane.length);
        scene.startDaemon(daemon(Side.DATAPLANE), scene.in(name(), nice));
        scene.startDaemon(daemon(Side.CONTROL_PLANE), scene.in(name(), words(scene, Side.CONTROL_PLANE, config)));
    }

    private String[] words(Scene scene, Side side, Path config) {
        return scene.ipv8("-i", name(), side.word(), "run", "-c", config.toString()).toArray(String[]::new);
    }

    private String daemon(Side side) {
        return name() + "-" + side.word();
    }

    Daemon process(Scene scene, Side side) {
        return scene.daemon(daemon(side));
    }

    /** Asks the control plane. */
    Optional<JsonElement> control(Scene scene, String... words) {
        return ManagementSocket.ask(scene.run().resolve(name()).resolve(CONTROL_SOCKET), words);
    }

    /** Asks the dataplane. */
    Optional<JsonElement> dataplane(Scene scene, String... words) {
        return ManagementSocket.ask(scene.run().resolve(name()).resolve(DATAPLANE_SOCKET), words);
    }
}
