// SPDX-License-Identifier: Apache-2.0
// A measurement of BGP that cannot go on.
package io.eightfold.perf.bgp8;

/** Says what is missing on the machine, or what went wrong, and what to do. */
public final class Bgp8Exception extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Bgp8Exception(final String message) {
        super(message);
    }

    Bgp8Exception(final String message, final Throwable cause) {
        super(message, cause);
    }
}
