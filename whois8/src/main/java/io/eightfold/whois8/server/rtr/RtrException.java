// SPDX-License-Identifier: Apache-2.0
// A PDU that breaks the protocol.
package io.eightfold.whois8.server.rtr;

/** Carries the code for the Error Report. */
final class RtrException extends Exception {
    private static final long serialVersionUID = 1L;
    private final RtrError error;

    RtrException(final RtrError error, final String message) {
        super(message);
        this.error = error;
    }

    RtrError error() {
        return error;
    }
}
