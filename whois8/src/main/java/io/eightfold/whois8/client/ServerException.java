// SPDX-License-Identifier: Apache-2.0
// A server is of no use now.
package io.eightfold.whois8.client;

import java.io.IOException;

/** Says why, with the values. An {@link IOException}, so that it passes through what reads a stream. */
public final class ServerException extends IOException {
    private static final long serialVersionUID = 1L;
    private final ServerFault fault;

    public ServerException(final ServerFault fault, final String message) {
        super(message);
        this.fault = fault;
    }

    public ServerFault fault() {
        return fault;
    }
}
