// SPDX-License-Identifier: Apache-2.0
// Forwarders that are measured in the worker's own process and thread.
package io.eightfold.perf.forward;

/** Over the same devices, table, records and buffers as the worker. */
public enum InProcessPeer {
    /** The worker beside a second one of its kind: the ratio must be near 1, or the harness is not to be trusted. */
    SELF("self", "a second eightfold worker (A/A: shows what the harness and the machine add)") {
        @Override
        ForwarderFactory factory() {
            return JavaForwarder::new;
        }

        @Override
        Target target(final int burst) {
            return new Target(0.97, 1.0);
        }
    },
    /** The worker's algorithm in C. */
    TWIN("twin", "C twin of the worker (gcc -O3 -march=native)") {
        @Override
        ForwarderFactory factory() {
            return TwinForwarder::new;
        }

        @Override
        Target target(final int burst) {
            return burst >= FULL_BURST ? new Target(0.95, 1.0) : new Target(0.8, 0.9);
        }
    };

    private static final int FULL_BURST = 32;
    private final String word;
    private final String description;

    /** Ratio to reach and to aim at. */
    record Target(double reach, double aim) {
    }

    InProcessPeer(final String word, final String description) {
        this.word = word;
        this.description = description;
    }

    /** Makes the forwarders. */
    abstract ForwarderFactory factory();

    /** What the project asks of the worker beside this one. */
    abstract Target target(int burst);

    /** As the command line has it. */
    public String word() {
        return word;
    }

    /** For results. */
    public String description() {
        return description;
    }
}
