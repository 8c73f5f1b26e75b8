// SPDX-License-Identifier: Apache-2.0
// One measurement at one rate.
package io.eightfold.perf.ndr;

import com.google.gson.JsonObject;
import io.eightfold.perf.trial.Statistics;

/**
 * @param purpose      why it was made: {@code warm-up}, {@code max}, {@code pdr}, {@code ndr} or {@code confirm}.
 * @param requestedPps rate asked for; infinite for as fast as it goes.
 * @param seconds      how long.
 * @param offered      frames offered.
 * @param sent         of those, taken by the ring of the router under test.
 * @param received     frames that came back, each counted once.
 * @param waits        how far the machine disturbed it.
 */
public record Trial(String purpose, double requestedPps, double seconds, long offered, long sent, long received, Waits waits) {
    private static final double MEGA = 1e6;

    /** Milliseconds for which the generator's and the router's thread wanted a CPU and got none. */
    public record Waits(double generatorMs, double routerMs) {
        /** Undisturbed, or unknown. */
        public static final Waits NONE = new Waits(0, 0);
    }

    /** What a search asks for. */
    @FunctionalInterface
    public interface Runner {
        /** @param pps frames a second; infinite for as fast as it goes. */
        Trial run(String purpose, double pps, double seconds);
    }

    /** Frames that did not come back. */
    public long lost() {
        return offered - received;
    }

    /** Lost of offered. */
    public double lossRatio() {
        return offered == 0 ? 1 : (double) lost() / offered;
    }

    /** Frames offered a second: the load. */
    public double offeredPps() {
        return offered / seconds;
    }

    /** Frames received a second. */
    public double receivedPps() {
        return received / seconds;
    }

    JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("purpose", purpose);
        if (Double.isFinite(requestedPps)) {
            json.addProperty("requestedMpps", Statistics.round(requestedPps / MEGA));
        }
        json.addProperty("offeredMpps", Statistics.round(offeredPps() / MEGA));
        json.addProperty("seconds", Statistics.round(seconds));
        json.addProperty("offered", offered);
        json.addProperty("sent", sent);
        json.addProperty("received", received);
        json.addProperty("lost", lost());
        json.addProperty("generatorWaitedMs", Statistics.round(waits.generatorMs()));
        json.addProperty("routerWaitedMs", Statistics.round(waits.routerMs()));
        return json;
    }
}
