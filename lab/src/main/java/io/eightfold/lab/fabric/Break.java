// SPDX-License-Identifier: Apache-2.0
// What can be broken, and how it is mended.
package io.eightfold.lab.fabric;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.router.Side;
import io.eightfold.lab.step.Scene;
import io.eightfold.lab.topology.Fabric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Each is done to the first router, by which the probe goes while all is well, or to the registry. Thread: session. */
enum Break {
    LINK('l', "link between r1 and the transit cut", 15_000) {
        @Override
        void act(Scene scene, FabricBench bench) {
            carrier(scene, "down");
        }

        @Override
        void mend(Scene scene, FabricBench bench) {
            carrier(scene, "up");
        }
    },
    ROUTER('r', "r1 killed, both processes", 15_000) {
        @Override
        void act(Scene scene, FabricBench bench) {
            Stream.of(Side.values()).forEach(side -> FIRST.process(scene, side).kill());
        }

        @Override
        void mend(Scene scene, FabricBench bench) {
            Stream.of(Side.values()).forEach(side -> FIRST.process(scene, side).startAgain());
        }
    },
    REGISTRY('g', "WHOIS8 registry killed", 0) {
        @Override
        void act(Scene scene, FabricBench bench) {
            bench.registry.process(scene).kill();
        }

        @Override
        void mend(Scene scene, FabricBench bench) {
            bench.registryAgain(scene);
        }
    },
    CONTROLPLANE('c', "control plane of r1 killed", 0) {
        @Override
        void act(Scene scene, FabricBench bench) {
            FIRST.process(scene, Side.CONTROL_PLANE).kill();
        }

        @Override
        void mend(Scene scene, FabricBench bench) {
            FIRST.process(scene, Side.CONTROL_PLANE).startAgain();
        }
    };

    private static final FabricRouter FIRST = new FabricRouter(1);
    private static final int LIMIT_S = 5;
    private final char key;
    private final String title;
    private final long outageLimitMs;

    Break(char key, String title, long outageLimitMs) {
        this.key = key;
        this.title = title;
        this.outageLimitMs = outageLimitMs;
    }

    /** @throws LabException if there is none of this name */
    static Break parse(String word) {
        return find(word).orElseThrow(() -> new LabException("--break " + word + ": there is " + String.join(", ", words()) + ", or none alone"));
    }

    private static Optional<Break> find(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** All names. */
    static List<String> words() {
        return Stream.of(values()).map(Break::word).toList();
    }

    /** That of a key of the live view. */
    static Optional<Break> byKey(int key) {
        return Stream.of(values()).filter(each -> each.key == key).findFirst();
    }

    /** On the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    /** How long nothing may come through; 0 if not a single packet may be lost. */
    long outageLimitMs() {
        return outageLimitMs;
    }

    abstract void act(Scene scene, FabricBench bench);

    abstract void mend(Scene scene, FabricBench bench);

    /** Both ends lose their carrier, as with a cable that is pulled. */
    private static void carrier(Scene scene, String state) {
        String segment = Fabric.segment(FIRST.number());
        for (String port : List.of(FIRST.name() + "-" + Fabric.WAN, Fabric.TRANSIT + "-" + FIRST.name())) {
            scene.shell().require(LIMIT_S, scene.in(segment, "ip", "link", "set", port, state), null);
        }
    }
}
