// SPDX-License-Identifier: Apache-2.0
// A device driver that works here.
package io.eightfold.lab.router;

import io.eightfold.lab.process.LabException;
import io.eightfold.lab.step.Judgement;
import io.eightfold.lab.step.Scene;
import java.util.function.Supplier;

/** With {@code --device auto} a start that fails is tried once more, with the driver that every kernel has. Thread: session. */
public final class DeviceFallback {
    private DeviceFallback() {
    }

    /**
     * Starts a router's two processes.
     *
     * @param start starts both, with the driver that the scene has at that time
     * @throws LabException when it fails, and there is nothing else to try
     */
    public static Judgement start(Scene scene, Supplier<Judgement> start) {
        try {
            return start.get();
        } catch (LabException e) {
            if (!scene.device().isAutomatic() || scene.isEnding()) {
                throw e;
            }
            scene.screen().line("note: " + e.getMessage() + "; going on with " + scene.device().fallback().driver());
            for (Side side : Side.values()) {
                scene.daemon(side.word()).stop();
            }
            scene.device(scene.device().fallback());
            return start.get();
        }
    }
}
